package mention

import "strings"

// isOrdinary reports whether a folded word is also an everyday word of English or
// French. Written small it is taken for that word, and with a capital, as also at
// the beginning of a sentence, for neither.
func isOrdinary(fold string) bool { return ordinary[fold] }

// ordinary are words that somebody may have as a name and that stand in sentences:
// small words, and words that mean something else. Names that mean nothing else
// are not among them: written small, they leave a doubt.
var ordinary = func() map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(`
		a al am an and are as at au aux be ben bin but by can da dans de del den der des di do does don dos du el elle en et
		for had has have he her his if il in is it je la las le les lo long los lui ma man mon may me mes more most much my ne
		no nos non not nous of on one or ou our out own par pas peu plus pour qui sa sans see ses she si so some son sous sur
		ta tes than that the them then they this to ton too un une us van very von vos vous was we well who will with you your zu

		abbot amber april art ash august autumn bacon baker banks barber bay bean beans bell berry best better big bill bird
		bishop black bliss bloom blue bond book books branch bridge bridges bright brook brown bush butcher butler carpenter
		carter case cases cash chain chambers chance charity chase cherry church cliff close coach coin constant cook cooper
		cope cotton craft crane crew cross crystal curry daisy dale dance dash dawn day days dean dear drake drew drive driver
		duke early east english fair faith farmer fast field fields finch fish fisher flint flood flower flowers foot force ford
		forest fox frank free french frost garden gardens gates german gift gold golden good grace grant gray green grey ground
		grove guy hall hand hands harmony hart hazard head heart heath high hill hills holiday hood hook hope horn house houses
		hunt hunter irish ivory ivy jack jade joiner joy judge june justice key keys king knight lake lamb lance land lane large
		law laws leach lead leader legs lever light lily link little lively lock love lovely low major mark market marks marsh
		mason max mead melody mercy merry miles mill mills min minor misty money moody moon moss new noble north oak old olive
		outlaw pace page paris park parks patience pearl peg penny piece pierce pike pine pitch place plant player point pole
		pond pool pope porter post potter power powers price prices pride prince print proud prudence pure queen quick race rain
		ray reason red reed rice rich ridge right ring rivers road rob rock rocky root rose royal ruby rush rusty sage sale
		sales salmon sands sandy savage seal self share sharp shepherd shore short silver singer skinner sky small smart snow
		south spark sparks speed spring square star steel steward stock stone stones storm street strong sue sugar summer sunny
		sweet swift tailor tanner temple thorn tower town trade tree true trust unique vale victory vine walker wall walls
		ward waters way ways wealth week weeks wells welsh west wheeler white wild winner winter wise wolf wood woods worth yard
		young

		aime aimee ami ange arbre avril bas beau bel belle berger bien blanc blanche blond bois bon bonheur bonne boucher
		boulanger bourgeois bras brun candide carre carton cavalier cerise chapelle charpentier chat chateau chevalier clair
		claire clement clerc comte constance couturier cousin cuisinier dernier desire desiree droit dur ecole enfant etoile
		faible fer fermier feu fin fleur fontaine fort forte franc frere froid gaillard gendre gentil grand grande gras gros
		haut heureux hiver homme honore innocent jardin jardinier jasmin jeune joli jour juge juin juste lait libre lieu lion
		loup loyal lune lys mai maire maison maitre mal marchand marche marechal marin marine mars maxime melodie menu mer
		meunier mieux modeste moine moulin mouton neige neuf noel noir nouveau oiseau opale pain palais papillon parfait pasteur
		patron pays peintre perle petit petite pied pierre pierres pin pion placide plat poirier poisson pommier pont port porte
		pot poulain premier prieur prudent puis rare reine riche rien riviere roche roi roman rouge roux rue saint seigneur
		serein soldat soleil solide souci tailleur taureau tendre tour tout toute travers tresor tuile val valet vallee vert
		victoire vieux vigne ville vin violette vite vivant voisin`) {
		all[w] = true
	}
	return all
}()
