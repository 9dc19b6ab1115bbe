package nl.tec.steering;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The conditions for success: their evidence, and what the board thinks of each, once a year (requirement G3). */
@Service
public class Conditions {

    private static final int MAX_LETTERS = 1500;

    private final JdbcClient jdbc;
    private final List<Evidence> evidence;
    private final HubSettings hub;
    private final Audit audit;
    private final JsonMapper json;
    private final Clock clock;

    Conditions(JdbcClient jdbc, List<Evidence> evidence, HubSettings hub, Audit audit, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.evidence = evidence;
        this.hub = hub;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /** The years that can be judged, as the targets count them (rules 2.8): from the first of the hub to the one that runs. */
    public List<Integer> years() {
        int last = SchoolYear.of(Dates.dayOf(clock.instant())).start();
        return IntStream.rangeClosed(Math.min(hub.number(Setting.FIRST_SCHOOL_YEAR), last), last)
                .boxed()
                .toList();
    }

    /** What is known about each condition in a year. */
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

    /** What the board thinks of each condition, per year; what was corrected left out. */
    public Map<Condition, Map<Integer, BoardJudgement>> judgements() {
        Map<Condition, Map<Integer, BoardJudgement>> judgements = new EnumMap<>(Condition.class);
        for (Condition condition : Condition.values()) {
            judgements.put(condition, new TreeMap<>());
        }
        jdbc.sql(SELECT + "where later.id is null")
                .query(this::judgement)
                .list()
                .forEach(judgement ->
                        judgements.getOrDefault(judgement.condition(), Map.of()).put(judgement.year(), judgement));
        return judgements;
    }

    /** All judgements of a condition with those that were corrected: the last year first, in it the last word first. */
    public List<BoardJudgement> judgements(Condition condition) {
        return jdbc.sql(SELECT + "where j.condition = :condition order by j.year desc, j.id desc")
                .param("condition", condition.name())
                .query(this::judgement)
                .list();
    }

    /**
     * Writes down what the board thinks of a condition in a year, with the evidence as it is now. There is one judgement per
     * condition per year; a correction says which one it replaces, and both stay.
     *
     * @param replaces the judgement that stands now, as the one who corrects it read it; null: there is none yet
     * @throws AccessDeniedException when somebody else than the board tries
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
        if (replaces != null && !stands(replaces, condition, year)) {
            return Outcome.refused("steering.problem.judged");
        }
        Optional<Long> id = jdbc.sql("""
                insert into condition_judgement (condition, year, verdict, reasons, evidence, judged_at, account_id, replaces)
                values (:condition, :year, :verdict, :reasons, :evidence::jsonb, :now, :account, :replaces)
                on conflict do nothing returning id
                """)
                .param("condition", condition.name())
                .param("year", year)
                .param("verdict", verdict.name())
                .param("reasons", reasons.strip())
                .param(
                        "evidence",
                        json.writeValueAsString(facts(year, Texts.DUTCH).getOrDefault(condition, List.of())))
                .param("now", Timestamp.from(clock.instant()))
                .param("account", by.accountId())
                .param("replaces", replaces)
                .query(Long.class)
                .optional();
        if (id.isEmpty()) {
            return Outcome.refused("steering.problem.judged");
        }
        audit.add(by, replaces == null ? "CONDITION_JUDGED" : "CONDITION_CORRECTED", "condition_judgement", id.get());
        return Outcome.done(id.get());
    }

    private boolean stands(long id, Condition condition, int year) {
        return jdbc.sql(
                        "select true from condition_judgement where id = :id and condition = :condition and year = :year")
                .param("id", id)
                .param("condition", condition.name())
                .param("year", year)
                .query(Boolean.class)
                .optional()
                .isPresent();
    }

    private static final String SELECT = """
            select j.id, j.condition, j.year, j.verdict, j.reasons, j.evidence, j.judged_at, coalesce(a.name, '') as name,
                   j.replaces, later.id is not null as replaced
              from condition_judgement j
              left join condition_judgement later on later.replaces = j.id
              left join accounts_account_v a on a.id = j.account_id
            """;

    private BoardJudgement judgement(ResultSet row, int n) throws SQLException {
        return new BoardJudgement(
                row.getLong("id"),
                Condition.valueOf(row.getString("condition")),
                row.getInt("year"),
                Verdict.valueOf(row.getString("verdict")),
                row.getString("reasons"),
                json.readValue(row.getString("evidence"), new TypeReference<List<Fact>>() {}),
                row.getTimestamp("judged_at").toInstant(),
                row.getString("name"),
                row.getObject("replaces", Long.class),
                row.getBoolean("replaced"));
    }
}
