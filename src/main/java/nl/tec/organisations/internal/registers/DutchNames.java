package nl.tec.organisations.internal.registers;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Restores the normal spelling of names that registers print in capitals: 's-Gravenhage, IJsselmuiden, Bergen op Zoom. */
final class DutchNames {

    /** Words in lower case within a name. */
    private static final Set<String> SMALL = Set.of(
            "aan", "a/d", "bij", "de", "den", "der", "en", "het", "in", "'t", "'s", "of", "op", "over", "onder", "te",
            "ten", "ter", "van", "voor", "v/d", "met", "tot", "uit");

    /** Abbreviations that stay in capitals. */
    private static final Set<String> SHORT_FORMS = Set.of(
            "OBS", "CBS", "RKBS", "RK", "PC", "PCB", "PCBS", "BS", "SBO", "SO", "VSO", "SSBO", "KC", "IKC", "GBS",
            "ABS", "EBS", "PCBO", "ZMOK", "ZMLK", "LOM", "MLK", "MAVO", "HAVO", "VWO", "VMBO", "VBO", "PRO", "SVO",
            "SSVO", "ISK", "SGM", "CNS", "OJBS", "KBS", "OSG", "CSG", "RSG", "ROC", "AOC", "II", "III", "IV", "NH",
            "ZH", "LB", "NB", "GLD", "OV", "FR");

    /** The municipalities and towns with accents, which registers omit. */
    private static final Map<String, String> ACCENTS = Map.of(
            "NOARDEAST FRYSLAN", "Noardeast-Fryslân",
            "SUDWEST FRYSLAN", "Súdwest-Fryslân",
            "FRYSKE MARREN", "Fryske Marren",
            "2E EXLOERMOND", "2e Exloërmond",
            "1E EXLOERMOND", "1e Exloërmond",
            "EXLOO", "Exloo");

    private static final Pattern LEVELS = Pattern.compile(
            "(?i)(\\s+(voor|v)((\\s+|\\s*,\\s*)LEVEL)+|((\\s+|\\s*,\\s*)(?!Lyceum)LEVEL){2,})\\s*$"
                    .replace(
                            "LEVEL",
                            "(?:gymnasium|gymn?|atheneum|ath|lyceum|havo|mavo|vmbo|vbo|vwo|lwoo|pro|en|praktijkonderwijs)\\b\\.?"));
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}'’/.]+");
    private static final Pattern OLD_ARTICLE = Pattern.compile("^['’]?([STst])[ -](?=\\p{L})");
    private static final Pattern OF_MUNICIPALITY = Pattern.compile("^(.+) GEM\\.? (.+)$");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private DutchNames() {}

    /** Returns the spelling of a town or municipality; a name with lower-case letters is returned unchanged. */
    static String place(String name) {
        String known = ACCENTS.get(key(name));
        if (known != null) {
            return known;
        }
        if (name.chars().anyMatch(Character::isLowerCase)) {
            return name;
        }
        Matcher twice = OF_MUNICIPALITY.matcher(name);
        if (twice.matches()) {
            return place(twice.group(1)) + " (gem. " + place(twice.group(2)) + ")";
        }
        Matcher article = OLD_ARTICLE.matcher(name);
        if (article.find()) {
            boolean gravenhage = article.group(1).equalsIgnoreCase("s");
            return "'" + article.group(1).toLowerCase(Locale.ROOT) + (gravenhage ? "-" : " ")
                    + words(name.substring(article.end()), false);
        }
        return words(name, false);
    }

    /** Returns the spelling of a school or street; changes it only if it is all in capitals. */
    static String title(String name) {
        return capitals(name) ? words(name, true) : name;
    }

    /** Returns the name of a secondary school without its list of levels: 'Etty Hillesum Lyceum voor Gymnasium Atheneum Havo Vmbo Pro'. */
    static String secondary(String name) {
        String title = title(name);
        String shorter = LEVELS.matcher(title).replaceFirst("").strip();
        return shorter.isEmpty() ? title : shorter;
    }

    /** Normalises a name for comparison: removes accents, apostrophes, hyphens and case. */
    static String key(String name) {
        return MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD))
                .replaceAll("")
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9]+", " ")
                .strip();
    }

    /** Whether a name is in capitals. At most three letters may be an abbreviation. */
    private static boolean capitals(String name) {
        return name.chars().filter(Character::isLetter).count() > 3
                && name.chars().noneMatch(Character::isLowerCase);
    }

    private static String words(String name, boolean shortForms) {
        Matcher words = WORD.matcher(name);
        StringBuilder result = new StringBuilder();
        boolean first = true;
        while (words.find()) {
            words.appendReplacement(result, Matcher.quoteReplacement(word(words.group(), first, shortForms)));
            first = false;
        }
        words.appendTail(result);
        return result.toString();
    }

    private static String word(String word, boolean first, boolean shortForms) {
        String small = word.toLowerCase(Locale.ROOT).replace('’', '\'');
        if (!first && SMALL.contains(small)) {
            return small;
        }
        if ((shortForms || !first) && SHORT_FORMS.contains(word)) {
            return word;
        }
        if (small.startsWith("ij")) {
            return "IJ" + small.substring(2);
        }
        int letter = 0;
        while (letter < small.length() && !Character.isLetter(small.charAt(letter))) {
            letter++;
        }
        // an ordinal: 2e, 1e
        if (letter == small.length() || (letter > 0 && Character.isDigit(small.charAt(letter - 1)))) {
            return small;
        }
        return small.substring(0, letter)
                + small.substring(letter, letter + 1).toUpperCase(Locale.ROOT)
                + small.substring(letter + 1);
    }
}
