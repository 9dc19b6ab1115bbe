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
 * The translation of what somebody typed into a query of PostgreSQL's text search. Each word is meant, in any form (stem) and as the
 * beginning of a longer one ('robot' finds 'robotarm'), or one of its synonyms. When nothing is found: with typing errors
 * mended and with the words that others are made of ('dronecursus'), then with any of the words.
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
     * @param words a query whose column {@code words} holds the titles and tags: typing errors are mended to these. They are shown
     *     to whoever searches, so nothing in them may be secret
     */
    public record Corpus(String containing, String words) {}

    /**
     * The result of a search, and the words it is for.
     *
     * @param meant the words it was found with, when they are not those that were typed
     * @param corrected whether it is something else than what was asked: other words, or only some of them
     */
    public record Answer<T>(T found, @Nullable String meant, boolean corrected) {}

    /**
     * Asks, and asks again in other words when nothing is found.
     *
     * @param ask searches the corpus with a query in the syntax of to_tsquery; null: everything
     */
    public <T> Answer<T> ask(Corpus corpus, String typed, Function<@Nullable String, T> ask, Predicate<T> nothing) {
        List<String> words = SearchWords.of(typed).stream().limit(MAX_WORDS).toList();
        if (words.isEmpty()) {
            return new Answer<>(ask.apply(null), null, false);
        }
        T found = ask.apply(query(words, " & "));
        if (!nothing.test(found)) {
            return new Answer<>(found, null, false);
        }
        Set<String> unknown = unknown(corpus, words);
        List<String> mended = words.stream()
                .flatMap(word -> unknown.contains(word) ? mended(corpus, word) : Stream.of(word))
                .toList();
        if (!unknown.isEmpty() && !mended.isEmpty()) {
            T second = ask.apply(query(mended, " & "));
            if (!nothing.test(second)) {
                return new Answer<>(second, String.join(" ", mended), true);
            }
        }
        if (mended.size() > 1) {
            T third = ask.apply(query(mended, " | "));
            return new Answer<>(third, null, !nothing.test(third));
        }
        return new Answer<>(found, null, false);
    }

    /** The words that were probably meant by one that stands nowhere: the two it is made of, the nearest, or how it begins. */
    private Stream<String> mended(Corpus corpus, String word) {
        List<String> parts = parts(corpus, word);
        return parts.isEmpty()
                ? vocabulary.nearest(corpus.words(), word).or(() -> vocabulary.beginning(corpus.words(), word)).stream()
                : parts.stream();
    }

    /** The two words that a word is made of, because Dutch writes as one what the texts may write as two; or none. */
    private List<String> parts(Corpus corpus, String word) {
        List<List<String>> cuts = IntStream.rangeClosed(MIN_PART_LENGTH, word.length() - MIN_PART_LENGTH)
                .mapToObj(cut -> List.of(word.substring(0, cut), word.substring(cut)))
                .toList();
        Set<String> known = known(corpus, cuts.stream().flatMap(List::stream).toList());
        return cuts.stream().filter(known::containsAll).findFirst().orElse(List.of());
    }

    /** Those of these words that stand in the texts, in any form. */
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

    private String query(List<String> words, String between) {
        return vocabulary.terms(words).stream().map(ForgivingSearch::term).collect(Collectors.joining(between));
    }

    private static String term(Vocabulary.Term term) {
        String typed = term.typed();
        Stream<String> synonyms =
                term.synonyms().stream().filter(way -> !way.equals(typed)).map(way -> way(way, ""));
        return Stream.concat(typed == null ? Stream.of() : Stream.of(way(typed, ":*")), synonyms)
                .collect(Collectors.joining(" | ", "(", ")"));
    }

    /**
     * A word, or a phrase of words that follow each other. Of letters and digits only, so nothing can be slipped in.
     *
     * @param longer what is put behind a word that longer ones may begin with
     */
    private static String way(String phrase, String longer) {
        return SearchWords.of(phrase).stream()
                .map(word -> word.length() > 2 ? word + longer : word)
                .collect(Collectors.joining(" <-> "));
    }

    /** The words that stand nowhere in the texts. */
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
