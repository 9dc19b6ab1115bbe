package nl.tec.steering.internal;

import java.time.LocalDate;
import java.util.List;
import nl.tec.hub.Rows;
import nl.tec.steering.BoardJudgement;
import nl.tec.steering.Condition;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the judgements of the board about the conditions, and the days on which it was reminded. */
@Component
public class JudgementQueries {

    private static final String SELECT = """
            select j.id, j.condition, j.year, j.verdict, j.reasons, j.evidence, j.judged_at as at, coalesce(a.name, '') as by,
                   j.replaces, later.id is not null as replaced
              from condition_judgement j
              left join condition_judgement later on later.replaces = j.id
              left join accounts_account_v a on a.id = j.account_id
            """;

    private final JdbcClient jdbc;

    JudgementQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the judgements of all conditions and years, without those that were corrected. */
    public List<BoardJudgement> current() {
        return jdbc.sql(SELECT + "where later.id is null")
                .query(Rows.of(BoardJudgement.class))
                .list();
    }

    /** Returns all judgements, including corrected ones: the last year first, within a year the latest first. */
    public List<BoardJudgement> of(Condition condition) {
        return jdbc.sql(SELECT + "where j.condition = :condition order by j.year desc, j.id desc")
                .param("condition", condition.name())
                .query(Rows.of(BoardJudgement.class))
                .list();
    }

    /** Counts the conditions that were judged for a year. */
    public int count(int year) {
        return jdbc.sql("select count(*) from condition_judgement where year = ? and replaces is null")
                .param(year)
                .query(Integer.class)
                .single();
    }

    /** Returns the days on which the board was reminded to judge a year, the earliest first. */
    public List<LocalDate> reminded(int year) {
        return jdbc.sql("select sent_on from condition_reminder where year = ? order by number")
                .param(year)
                .query(LocalDate.class)
                .list();
    }
}
