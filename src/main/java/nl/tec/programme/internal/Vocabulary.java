package nl.tec.programme.internal;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The words that people search with: which mean the same, and which somebody who made a typing error probably meant. Read again
 * every minute, because every search asks for it.
 */
@Component
public class Vocabulary {

    private static final int MAX_PHRASE_LENGTH = 3;
    /** A shorter beginning says too little. */
    private static final int MIN_PREFIX_LENGTH = 4;

    private static final String ALL = "all";

    private static final Duration FRESH = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final LoadingCache<String, Map<String, Set<String>>> synonyms =
            Caffeine.newBuilder().refreshAfterWrite(FRESH).build(key -> readSynonyms());
    private final LoadingCache<String, Map<String, Integer>> known =
            Caffeine.newBuilder().refreshAfterWrite(FRESH).build(this::readKnown);

    Vocabulary(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One word or phrase of a question, in all the ways it can be said.
     *
     * @param typed as it was typed; null when the synonyms alone say it better
     */
    public record Term(@Nullable String typed, Set<String> synonyms) {}

    /** The terms of a question: phrases and words that have synonyms with those, the others by themselves. */
    public List<Term> terms(List<String> words) {
        Map<String, Set<String>> synonyms = this.synonyms.get(ALL);
        List<Term> terms = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            int length = Math.min(MAX_PHRASE_LENGTH, words.size() - at);
            Optional<Set<String>> found = Optional.empty();
            while (length > 0 && found.isEmpty()) {
                found = synonyms(synonyms, String.join(" ", words.subList(at, at + length)));
                length -= found.isEmpty() ? 1 : 0;
            }
            length = Math.max(1, length);
            String typed = String.join(" ", words.subList(at, at + length));
            Set<String> ways = found.orElse(Set.of());
            terms.add(new Term(synonyms.containsKey(typed) && !ways.contains(typed) ? null : typed, ways));
            at += length;
        }
        return terms;
    }

    /** Of the word itself, or of what it is the plural or the diminutive of. */
    private static Optional<Set<String>> synonyms(Map<String, Set<String>> synonyms, String phrase) {
        return List.of("", "s", "en", "je", "jes", "tje", "tjes").stream()
                .filter(ending -> phrase.endsWith(ending) && phrase.length() - ending.length() >= 2)
                .map(ending -> synonyms.get(phrase.substring(0, phrase.length() - ending.length())))
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }

    /**
     * The known word that is nearest to one that isn't; none when nothing is near. Another word must be a likelier explanation
     * than that the programme does not have it: in a short word only a small slip is, because every short word is like
     * another.
     *
     * @param words a query for the texts whose words are known, as in {@link nl.tec.programme.ForgivingSearch.Corpus#words}
     */
    public Optional<String> nearest(String words, String word) {
        int most = mostUnlike(word.length());
        return known.get(words).entrySet().stream()
                .filter(known -> known.getKey().length() > 2)
                .map(known -> Map.entry(
                        known.getKey(),
                        SearchWords.distance(word, known.getKey(), most) * 10_000 - Math.min(9_999, known.getValue())))
                .filter(near -> near.getValue() <= most * 10_000)
                .min(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .map(Map.Entry::getKey);
    }

    /** In the measure of {@link SearchWords#distance}. */
    private static int mostUnlike(int letters) {
        return letters < 4 ? 0 : letters < 5 ? 1 : letters < 8 ? 2 : letters < 10 ? 3 : 4;
    }

    /** The longest known word that a word begins with: 'drone' of 'dronefeestje'. */
    public Optional<String> beginning(String words, String word) {
        Set<String> known = this.known.get(words).keySet();
        return IntStream.iterate(word.length() - 1, length -> length >= MIN_PREFIX_LENGTH, length -> length - 1)
                .mapToObj(length -> word.substring(0, length))
                .filter(known::contains)
                .findFirst();
    }

    /** Forgets what was read: for tests and after a load. */
    public void refresh() {
        synonyms.invalidateAll();
        known.invalidateAll();
    }

    /**
     * Of each word or phrase, itself included, but for those of which the search leaves out a word ('na school' would be 'school').
     */
    private Map<String, Set<String>> readSynonyms() {
        Map<Integer, Set<String>> groups = new HashMap<>();
        Set<String> cut = new HashSet<>();
        jdbc.sql("""
                select word, group_id,
                       least(numnode(plainto_tsquery('tec_nl', word)), numnode(plainto_tsquery('tec_en', word))) as nodes
                from search_synonym
                """).query(row -> {
            List<String> words = SearchWords.of(row.getString("word"));
            String word = String.join(" ", words);
            groups.computeIfAbsent(row.getInt("group_id"), id -> new LinkedHashSet<>())
                    .add(word);
            if (row.getInt("nodes") < 2 * words.size() - 1) {
                cut.add(word);
            }
        });
        Map<String, Set<String>> synonyms = new HashMap<>();
        groups.values().forEach(group -> {
            Set<String> ways = new LinkedHashSet<>(group);
            ways.removeAll(cut);
            group.forEach(word ->
                    synonyms.computeIfAbsent(word, w -> new LinkedHashSet<>()).addAll(ways));
        });
        return Map.copyOf(synonyms);
    }

    /** Counts how often each word stands in titles, tags and synonyms: what people search with, not what sentences are made of. */
    private Map<String, Integer> readKnown(String words) {
        Map<String, Integer> known = new HashMap<>();
        jdbc.sql("select word as words from search_synonym union all " + words).query(row -> {
            count(known, SearchWords.of(row.getString("words")));
        });
        return Map.copyOf(known);
    }

    private static void count(Map<String, Integer> known, Collection<String> words) {
        words.forEach(word -> known.merge(word, 1, Integer::sum));
    }
}
