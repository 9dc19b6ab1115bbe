package nl.tec.steering;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import nl.tec.steering.internal.JudgementQueries;
import nl.tec.steering.internal.JudgementStore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The conditions for success: their evidence, and the yearly judgement of the board (requirement G3). */
@Service
public class Conditions {

    private static final int MAX_LETTERS = 1500;

    private final JudgementQueries queries;
    private final JudgementStore store;
    private final List<Evidence> evidence;
    private final HubSettings hub;
    private final Audit audit;
    private final Clock clock;

    Conditions(
            JudgementQueries queries,
            JudgementStore store,
            List<Evidence> evidence,
            HubSettings hub,
            Audit audit,
            Clock clock) {
        this.queries = queries;
        this.store = store;
        this.evidence = evidence;
        this.hub = hub;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the years that can be judged, counted like targets (rules 2.8): from the first one of the hub to the current one. */
    public List<Integer> years() {
        int last = SchoolYear.of(Dates.today(clock)).start();
        return IntStream.rangeClosed(Math.min(hub.number(Setting.FIRST_SCHOOL_YEAR), last), last)
                .boxed()
                .toList();
    }

    /** Returns the facts about each condition in a year. */
    public Map<Condition, List<Fact>> facts(int year, Locale language) {
        Map<Condition, List<Fact>> facts = new EnumMap<>(Condition.class);
        for (Condition condition : Condition.values()) {
            facts.put(condition, new ArrayList<>());
        }
        for (Evidence source : evidence) {
            source.of(year, language)
                    .forEach((condition, more) ->
                            facts.getOrDefault(condition, new ArrayList<>()).addAll(more));
        }
        return facts;
    }

    /** Returns the judgement of the board about each condition, per year; without those that were corrected. */
    public Map<Condition, Map<Integer, BoardJudgement>> judgements() {
        Map<Condition, Map<Integer, BoardJudgement>> judgements = new EnumMap<>(Condition.class);
        for (Condition condition : Condition.values()) {
            judgements.put(condition, new TreeMap<>());
        }
        queries.current()
                .forEach(judgement ->
                        judgements.getOrDefault(judgement.condition(), Map.of()).put(judgement.year(), judgement));
        return judgements;
    }

    /** Returns all judgements of a condition, including corrected ones: the last year first, within a year the latest first. */
    public List<BoardJudgement> judgements(Condition condition) {
        return queries.of(condition);
    }

    /**
     * Records the judgement of the board about a condition in a year, with the current evidence. There is one judgement per
     * condition per year; a correction names the one that it replaces, and both are kept.
     *
     * @param replaces the judgement that the author read and corrects; null: there is none yet
     * @throws AccessDeniedException for anybody but the board
     */
    @Transactional
    public Outcome<Long> judge(
            Condition condition,
            int year,
            @Nullable Verdict verdict,
            String reasons,
            @Nullable Long replaces,
            Actor by) {
        if (!by.is(Role.BOARD)) {
            throw new AccessDeniedException("only the board judges");
        }
        Problems problems = new Problems()
                .addIf(!years().contains(year), "", "steering.problem.year")
                .addIf(verdict == null, "verdict", "steering.problem.verdict")
                .addIf(
                        reasons.isBlank() || reasons.strip().length() > MAX_LETTERS,
                        "reasons",
                        "steering.problem.reasons",
                        MAX_LETTERS);
        if (verdict == null || problems.any()) {
            return Outcome.refused(problems);
        }
        if (replaces != null && !store.exists(replaces, condition, year)) {
            return Outcome.refused("steering.problem.judged");
        }
        List<Fact> known = facts(year, Texts.DUTCH).getOrDefault(condition, List.of());
        Optional<Long> id = store.add(condition, year, verdict, reasons.strip(), known, replaces, by);
        if (id.isEmpty()) {
            return Outcome.refused("steering.problem.judged");
        }
        audit.add(by, replaces == null ? "CONDITION_JUDGED" : "CONDITION_CORRECTED", "condition_judgement", id.get());
        return Outcome.done(id.get());
    }
}
