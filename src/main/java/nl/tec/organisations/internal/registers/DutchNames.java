package nl.tec.organisations.internal.registers;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names that registers print in capitals, written as people write them: 's-Gravenhage, IJsselmuiden, Bergen op Zoom. */
final class DutchNames {

    /** Not written with a capital inside a name. */
    private static final Set<String> SMALL = Set.of(
            "aan", "a/d", "bij", "de", "den", "der", "en", "het", "in", "'t", "'s", "of", "op", "over", "onder", "te",
            "ten", "ter", "van", "voor", "v/d", "met", "tot", "uit");

    /** Kinds of school that stay in capitals. */
    private static final Set<String> SHORT_FORMS = Set.of(
            "OBS", "CBS", "RKBS", "RK", "PC", "PCB", "PCBS", "BS", "SBO", "SO", "VSO", "SSBO", "KC", "IKC", "GBS",
            "ABS", "EBS", "PCBO", "ZMOK", "ZMLK", "LOM", "MLK", "MAVO", "HAVO", "VWO", "VMBO", "VBO", "PRO", "SVO",
            "SSVO", "ISK", "SGM", "CNS", "OJBS", "KBS", "OSG", "CSG", "RSG", "ROC", "AOC", "II", "III", "IV", "NH",
            "ZH", "LB", "NB", "GLD", "OV", "FR");

    /** Registers leave accents out; these are the municipalities and towns that have them. */
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

    /** A town or municipality. A name that has small letters is left as it is, but for the old article. */
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

    /** A school or a street; only when it is all in capitals. */
    static String title(String name) {
        return capitals(name) ? words(name, true) : name;
    }

    /** A secondary school without the list of what it teaches: 'Etty Hillesum Lyceum voor Gymnasium Atheneum Havo Vmbo Pro'. */
    static String secondary(String name) {
        String title = title(name);
        String shorter = LEVELS.matcher(title).replaceFirst("").strip();
        return shorter.isEmpty() ? title : shorter;
    }

    /** Returns what two spellings of one name have in common: no accents, apostrophes, hyphens or case. */
    static String key(String name) {
        return MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD))
                .replaceAll("")
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9]+", " ")
                .strip();
    }

    /** Of three letters or less it may be the short form of a name. */
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
        // 2e, 1e: a number with its ending
        if (letter == small.length() || (letter > 0 && Character.isDigit(small.charAt(letter - 1)))) {
            return small;
        }
        return small.substring(0, letter)
                + small.substring(letter, letter + 1).toUpperCase(Locale.ROOT)
                + small.substring(letter + 1);
    }
}
