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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The search vocabulary: synonyms, and known words to correct typing errors. Cached for a minute, because every search needs it.
 */
@Component
public class Vocabulary {

    private static final int MAX_PHRASE_LENGTH = 3;
    /** The minimum length of a prefix to match on. */
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
     * A word or phrase of a search, with its synonyms.
     *
     * @param typed as it was typed; null if only the synonyms should match
     */
    public record Term(@Nullable String typed, Set<String> synonyms) {}

    /** Splits a search into terms: the longest phrases with synonyms, and single words. */
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

    /** Finds the synonyms of a phrase, or of its singular or base form. */
    private static Optional<Set<String>> synonyms(Map<String, Set<String>> synonyms, String phrase) {
        return List.of("", "s", "en", "je", "jes", "tje", "tjes").stream()
                .filter(ending -> phrase.endsWith(ending) && phrase.length() - ending.length() >= 2)
                .map(ending -> synonyms.get(phrase.substring(0, phrase.length() - ending.length())))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /**
     * Finds the nearest known word to an unknown one, if any is near enough to be a plausible typing error. Short words only allow a
     * small slip, because every short word resembles another.
     *
     * @param words the query of the known texts, as in {@link nl.tec.programme.ForgivingSearch.Corpus#words}
     */
    public Optional<String> nearest(String words, String word) {
        int most = maxDistance(word.length());
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

    /** Returns the maximum {@link SearchWords#distance} for a word of this length. */
    private static int maxDistance(int letters) {
        return letters < 4 ? 0 : letters < 5 ? 1 : letters < 8 ? 2 : letters < 10 ? 3 : 4;
    }

    /** Finds the longest known prefix of a word, such as 'drone' of 'dronefeestje'. */
    public Optional<String> beginning(String words, String word) {
        Set<String> known = this.known.get(words).keySet();
        return IntStream.iterate(word.length() - 1, length -> length >= MIN_PREFIX_LENGTH, length -> length - 1)
                .mapToObj(length -> word.substring(0, length))
                .filter(known::contains)
                .findFirst();
    }

    /** Clears the cache, for tests and after loading data. */
    public void refresh() {
        synonyms.invalidateAll();
        known.invalidateAll();
    }

    /**
     * Reads the synonyms of each word or phrase, including itself, except phrases that lose a stop word ('na school' would become
     * 'school').
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

    /** Counts the words in titles, tags and synonyms, which are what people search with, unlike the words of full sentences. */
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
