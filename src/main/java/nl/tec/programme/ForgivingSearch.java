package nl.tec.programme;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.tec.programme.internal.SearchWords;
import nl.tec.programme.internal.Vocabulary;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * A fault-tolerant search that translates user input into PostgreSQL full-text queries. Every word has to match, by stem, prefix
 * ('robot' finds 'robotarm') or synonym. Without results, it retries with typing errors corrected and compounds split
 * ('dronecursus'), and then with any of the words.
 */
@Service
public class ForgivingSearch {

    private static final int MAX_WORDS = 8;
    private static final int MIN_PART_LENGTH = 3;

    private final JdbcClient jdbc;
    private final Vocabulary vocabulary;

    ForgivingSearch(JdbcClient jdbc, Vocabulary vocabulary) {
        this.jdbc = jdbc;
        this.vocabulary = vocabulary;
    }

    /**
     * The texts that are searched.
     *
     * @param containing a table and conditions, up to the column of type tsvector: {@code item i where i.state = 'PUBLISHED' and i.search}
     * @param words a query whose column {@code words} holds the titles and tags, towards which typing errors are corrected. They are shown
     *     to the user, so they must not contain anything secret
     */
    public record Corpus(String containing, String words) {}

    /**
     * The result of a search, with the words that were used.
     *
     * @param meant the corrected words; null if the typed words were used
     * @param corrected whether the result is for other words than typed, or only for some of them
     */
    public record Answer<T>(T found, @Nullable String meant, boolean corrected) {}

    /**
     * The words of a search, as queries in the syntax of to_tsquery.
     *
     * @param terms one for each word, with its synonyms
     * @param all whether all of the words have to match; otherwise any of them is enough
     */
    public record Words(List<String> terms, boolean all) {

        /** Returns the query for what matches. */
        public String query() {
            return all ? String.join(" & ", terms) : any();
        }

        /** Returns the query for any of the words, by which matches are ranked. */
        public String any() {
            return String.join(" | ", terms);
        }

        /** Returns the queries whose matches together are those of {@link #query}. */
        public List<String> ways() {
            return all ? List.of(query()) : terms;
        }
    }

    /**
     * Searches, and retries with other words if nothing is found.
     *
     * @param ask searches the corpus; null: everything
     */
    public <T> Answer<T> ask(Corpus corpus, String typed, Function<@Nullable Words, T> ask, Predicate<T> nothing) {
        List<String> words = SearchWords.of(typed).stream().limit(MAX_WORDS).toList();
        if (words.isEmpty()) {
            return new Answer<>(ask.apply(null), null, false);
        }
        T found = ask.apply(words(words, true));
        if (!nothing.test(found)) {
            return new Answer<>(found, null, false);
        }
        Set<String> unknown = unknown(corpus, words);
        List<String> mended = words.stream()
                .flatMap(word -> unknown.contains(word) ? mended(corpus, word) : Stream.of(word))
                .toList();
        if (!unknown.isEmpty() && !mended.isEmpty()) {
            T second = ask.apply(words(mended, true));
            if (!nothing.test(second)) {
                return new Answer<>(second, String.join(" ", mended), true);
            }
        }
        if (mended.size() > 1) {
            T third = ask.apply(words(mended, false));
            return new Answer<>(third, null, !nothing.test(third));
        }
        return new Answer<>(found, null, false);
    }

    /** Corrects an unknown word to its two parts, the nearest known word, or a known prefix of it. */
    private Stream<String> mended(Corpus corpus, String word) {
        List<String> parts = parts(corpus, word);
        return parts.isEmpty()
                ? vocabulary.nearest(corpus.words(), word).or(() -> vocabulary.beginning(corpus.words(), word)).stream()
                : parts.stream();
    }

    /** Splits a word into two known words, because Dutch compounds may be written as two words in the texts; empty if it cannot. */
    private List<String> parts(Corpus corpus, String word) {
        List<List<String>> cuts = IntStream.rangeClosed(MIN_PART_LENGTH, word.length() - MIN_PART_LENGTH)
                .mapToObj(cut -> List.of(word.substring(0, cut), word.substring(cut)))
                .toList();
        Set<String> known = known(corpus, cuts.stream().flatMap(List::stream).toList());
        return cuts.stream().filter(known::containsAll).findFirst().orElse(List.of());
    }

    /** Returns the words that occur in the corpus, in any form. */
    private Set<String> known(Corpus corpus, Collection<String> words) {
        return Set.copyOf(jdbc.sql("""
                select w.word
                from (select word, to_tsquery('tec_nl', word) || to_tsquery('tec_en', word) as query
                      from unnest(string_to_array(:words, ' ')) word) w
                where exists (select 1 from %s @@ w.query)
                """.formatted(corpus.containing()))
                .param("words", String.join(" ", words))
                .query(String.class)
                .list());
    }

    private Words words(List<String> words, boolean all) {
        return new Words(
                vocabulary.terms(words).stream().map(ForgivingSearch::term).toList(), all);
    }

    private static String term(Vocabulary.Term term) {
        String typed = term.typed();
        Stream<String> synonyms =
                term.synonyms().stream().filter(way -> !way.equals(typed)).map(way -> way(way, ""));
        return Stream.concat(typed == null ? Stream.of() : Stream.of(way(typed, ":*")), synonyms)
                .collect(Collectors.joining(" | ", "(", ")"));
    }

    /**
     * Returns the query for a word, or for a phrase of consecutive words. It keeps only letters and digits, which prevents injection.
     *
     * @param longer the prefix operator to append to words; empty for exact words
     */
    private static String way(String phrase, String longer) {
        return SearchWords.of(phrase).stream()
                .map(word -> word.length() > 2 ? word + longer : word)
                .collect(Collectors.joining(" <-> "));
    }

    /** Returns the words that do not occur in the corpus. */
    private Set<String> unknown(Corpus corpus, List<String> words) {
        return Set.copyOf(jdbc.sql("""
                select w.word
                from (select word, to_tsquery('tec_nl', word || ':*') as nl, to_tsquery('tec_en', word || ':*') as en
                      from unnest(string_to_array(:words, ' ')) word) w
                where numnode(w.nl) > 0 and numnode(w.en) > 0
                  and not exists (select 1 from %s @@ (w.nl || w.en))
                """.formatted(corpus.containing()))
                .param("words", String.join(" ", words))
                .query(String.class)
                .list());
    }
}
