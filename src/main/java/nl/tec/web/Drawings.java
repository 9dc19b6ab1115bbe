package nl.tec.web;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Selects a drawing of {@code static/img/art/} for an activity, by the first of its tags that has one: an activity with 'drone' as its
 * first tag gets the drone, without anyone choosing a picture.
 */
public final class Drawings {

    private static final Map<String, String> BY_WORD = words("""
            arm: cobot, robotarm
            bear: knuffel
            bee: bij, beebot, beestjes
            bike: fiets, fietsen
            board: leerkracht, docent, juf, meester, lesgeven
            boat: boot, varen
            bridge: brug
            care: zorg, zorgtechniek, verpleging, ziekenhuis, gezondheid
            cookie: koek, koekjes, bakken, koken
            cow: koe, boerderij, melk
            drone: drone, drones, quadcopter
            egg: ei, crash
            factory: fabriek, procestechniek, proces, bedrijf, bedrijven
            flask: scheikunde, proef, proefje, proefjes, chemie, nask
            game: game, gamen, spelletje
            hand: hand, prothese
            heat: warmtepomp, warmte, vuur, brandweer
            helmet: bouw, metselen, gastles, vakmanschap, vmbo
            house: tiny house, huis, huisje, hut, wonen, isoleren
            lamp: stroom, elektriciteit, elektricien, elektra, lamp, licht, batterij
            laptop: programmeren, coderen, codeclub, coding, website, computer, digitale geletterdheid
            laser: laser, lasersnijden
            marble: knikkerbaan, knikkers
            metal: metaal, staal, lassen
            music: muziek, geluid, audio, beat, theater
            paint: kunst, schilderen, tekenen
            people: ouders, wijk, familie, gezin, buurt, girls day, meiden, ondernemer
            plant: plant, kas, tuin, moestuin, groen, natuur
            printer: 3d printen, 3d, printer
            recycle: e-waste, recyclen, recycling, afval, circulair, hergebruik
            repair: repareren, repair cafe, werkplaats, gereedschap, maken
            robot: robot, robots, robotica, lego, lego league
            rocket: raket, ruimte, ruimtevaart
            shield: hacker, hacken, cyber, veilig
            sign: keuze, profielkeuze, orientatie, zeven werelden, schoolkeuze, beroepenmarkt, overstap, mbo
            sun: zonnepaneel, zon, uv
            trophy: wedstrijd, hackathon, challenge, finale
            truck: logistiek, transport, magazijn, verkeer
            vr: vr, ar, virtual reality
            watch: stappenteller, horloge, bewegen
            water: water, waterfilter, filter, drinkwater
            wind: wind, windmolen, energie, duurzaam
            work: werk, baan, beroep, beroepen, omscholen, zij-instromer, re-integratie, week van de techniek
            """);

    private Drawings() {}

    /** Returns the URL of the drawing; null if none matches, and the icon of the activity's world is used. */
    public static @Nullable String of(Collection<String> words) {
        for (String word : words) {
            String drawing = BY_WORD.get(word.toLowerCase(Locale.ROOT));
            if (drawing != null) {
                return "/img/art/" + drawing + ".svg";
            }
        }
        return null;
    }

    private static Map<String, String> words(String lines) {
        return lines.lines()
                .map(line -> line.split(": ", 2))
                .flatMap(line -> Arrays.stream(line[1].split(", ")).map(word -> Map.entry(word, line[0])))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
