package nl.tec.programme.internal;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Text normalisation and comparison for search: lower-case words of letters and digits, without accents. */
public final class SearchWords {

    private static final int SLIP_COST = 1;
    private static final int EDIT_COST = 2;

    /** Spellings that are often confused, in Dutch words and loanwords. */
    private static final Map<String, List<String>> SOUNDS_LIKE = bothWays(
            "ij ei", "ij y", "ij ie", "au ou", "ch g", "c k", "s z", "s c", "f v", "ph f", "d t", "dt t", "i ie",
            "x ks", "oe u", "j y", "kw qu");

    private SearchWords() {}

    private static Map<String, List<String>> bothWays(String... pairs) {
        Map<String, List<String>> ways = new HashMap<>();
        for (String pair : pairs) {
            String[] two = pair.split(" ");
            ways.computeIfAbsent(two[0], sound -> new ArrayList<>()).add(two[1]);
            ways.computeIfAbsent(two[1], sound -> new ArrayList<>()).add(two[0]);
        }
        return ways;
    }

    public static List<String> of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(plain.split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /**
     * Returns a weighted edit distance. Common slips cost 1: transposed letters, a letter doubled or not, a spelling that sounds alike
     * ('ei' and 'ij', 'c' and 'k'). Any other insertion, deletion or substitution costs 2, and a different first letter 1 more, because
     * people rarely get that wrong. Anything above {@code most} is {@code most + 1}.
     */
    static int distance(String a, String b, int most) {
        if (Math.abs(a.length() - b.length()) > most) {
            return most + 1;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        int previousMin = 0;
        for (int i = 0; i <= a.length(); i++) {
            List<List<String>> sounds = sounds(a, i);
            int least = Integer.MAX_VALUE;
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 && j == 0 ? 0 : step(d, a, i, b, j, sounds);
                least = Math.min(least, d[i][j]);
            }
            // a step spans at most two letters, so the distance cannot drop any more; this ends most comparisons early
            if (least > most && previousMin > most) {
                return most + 1;
            }
            previousMin = least;
        }
        int first = a.charAt(0) == b.charAt(0) ? 0 : 1;
        return Math.min(d[a.length()][b.length()] + first, most + 1);
    }

    /** Returns the minimum cost to turn the first {@code i} letters of one word into the first {@code j} of the other. */
    private static int step(int[][] d, String a, int i, String b, int j, List<List<String>> sounds) {
        int least = Integer.MAX_VALUE;
        if (i > 0) {
            least = d[i - 1][j] + letter(a, i);
        }
        if (j > 0) {
            least = Math.min(least, d[i][j - 1] + letter(b, j));
        }
        if (i > 0 && j > 0) {
            least = Math.min(least, d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : EDIT_COST));
        }
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
            least = Math.min(least, d[i - 2][j - 2] + SLIP_COST);
        }
        for (int letters = 1; letters <= sounds.size(); letters++) {
            for (String sound : sounds.get(letters - 1)) {
                if (j >= sound.length() && b.startsWith(sound, j - sound.length())) {
                    least = Math.min(least, d[i - letters][j - sound.length()] + SLIP_COST);
                }
            }
        }
        return least;
    }

    /** Returns the alternative spellings of the last letter, and of the last two, of the first {@code i} letters. */
    private static List<List<String>> sounds(String word, int i) {
        return switch (i) {
            case 0 -> List.of();
            case 1 -> List.of(soundsLike(word.substring(0, 1)));
            default -> List.of(soundsLike(word.substring(i - 1, i)), soundsLike(word.substring(i - 2, i)));
        };
    }

    private static List<String> soundsLike(String letters) {
        return SOUNDS_LIKE.getOrDefault(letters, List.of());
    }

    /** Returns the cost of inserting or deleting this letter, which is lower if it doubles the previous one. */
    private static int letter(String word, int at) {
        return at > 1 && word.charAt(at - 1) == word.charAt(at - 2) ? SLIP_COST : EDIT_COST;
    }
}
