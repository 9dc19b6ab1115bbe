package nl.tec.programme.internal;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How what somebody typed becomes a query of PostgreSQL's text search. Each word is meant, in any form (stem) and as the
 * beginning of a longer one ('robot' finds 'robotarm'), or one of its synonyms. When nothing is found: with typing errors
 * mended and with the words that others are made of ('dronecursus'), then with any of the words.
 */
@Component
class Question {

    private static final int MAX_WORDS = 8;
    private static final int MIN_PART_LENGTH = 3;

    private final JdbcClient jdbc;
    private final Vocabulary vocabulary;

    Question(JdbcClient jdbc, Vocabulary vocabulary) {
        this.jdbc = jdbc;
        this.vocabulary = vocabulary;
    }

    /**
     * What was found, and for which words.
     *
     * @param meant the words it was found with, when they are not those that were typed
     * @param corrected whether it is something else than what was asked: other words, or only some of them
     */
    record Answer<T>(T found, @Nullable String meant, boolean corrected) {}

    /**
     * Asks, and asks again in other words when nothing is found.
     *
     * @param ask searches with a query in the syntax of to_tsquery; null: everything
     */
    <T> Answer<T> ask(String typed, Function<@Nullable String, T> ask, Predicate<T> nothing) {
        List<String> words = SearchWords.of(typed).stream().limit(MAX_WORDS).toList();
        if (words.isEmpty()) {
            return new Answer<>(ask.apply(null), null, false);
        }
        T found = ask.apply(query(words, " & "));
        if (!nothing.test(found)) {
            return new Answer<>(found, null, false);
        }
        Set<String> unknown = unknown(words);
        List<String> mended = words.stream()
                .flatMap(word -> unknown.contains(word) ? mended(word) : Stream.of(word))
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
    private Stream<String> mended(String word) {
        List<String> parts = parts(word);
        return parts.isEmpty()
                ? vocabulary.nearest(word).or(() -> vocabulary.beginning(word)).stream()
                : parts.stream();
    }

    /** The two words that a word is made of, because Dutch writes as one what the programme may write as two; or none. */
    private List<String> parts(String word) {
        List<List<String>> cuts = IntStream.rangeClosed(MIN_PART_LENGTH, word.length() - MIN_PART_LENGTH)
                .mapToObj(cut -> List.of(word.substring(0, cut), word.substring(cut)))
                .toList();
        Set<String> known = known(cuts.stream().flatMap(List::stream).toList());
        return cuts.stream().filter(known::containsAll).findFirst().orElse(List.of());
    }

    /** Those of these words that stand in the programme, in any form. */
    private Set<String> known(Collection<String> words) {
        return Set.copyOf(jdbc.sql("""
                select w.word
                from (select word, to_tsquery('tec_nl', word) || to_tsquery('tec_en', word) as query
                      from unnest(string_to_array(:words, ' ')) word) w
                where exists (select 1 from activity a where a.state = 'PUBLISHED' and a.search @@ w.query)
                """)
                .param("words", String.join(" ", words))
                .query(String.class)
                .list());
    }

    private String query(List<String> words, String between) {
        return vocabulary.terms(words).stream().map(Question::term).collect(Collectors.joining(between));
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

    /** The words that stand nowhere in the programme. */
    private Set<String> unknown(List<String> words) {
        return Set.copyOf(jdbc.sql("""
                select w.word
                from (select word, to_tsquery('tec_nl', word || ':*') as nl, to_tsquery('tec_en', word || ':*') as en
                      from unnest(string_to_array(:words, ' ')) word) w
                where numnode(w.nl) > 0 and numnode(w.en) > 0
                  and not exists (select 1 from activity a where a.state = 'PUBLISHED' and a.search @@ (w.nl || w.en))
                """)
                .param("words", String.join(" ", words))
                .query(String.class)
                .list());
    }
}
