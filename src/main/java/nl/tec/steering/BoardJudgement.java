package nl.tec.steering;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The judgement of the board about a condition in a year.
 *
 * @param evidence the facts as they were on the page then
 * @param by the name of its author; empty when the account is gone
 * @param replaces the judgement that this one corrects; null: the first of its year
 * @param replaced whether another one corrects this one
 */
public record BoardJudgement(
        long id,
        Condition condition,
        int year,
        Verdict verdict,
        String reasons,
        List<Fact> evidence,
        Instant at,
        String by,
        @Nullable Long replaces,
        boolean replaced) {}
