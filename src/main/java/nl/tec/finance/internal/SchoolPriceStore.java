package nl.tec.finance.internal;

import java.time.Instant;
import java.time.LocalDate;
import nl.tec.finance.PriceRule;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes the price rules. */
@Repository
public class SchoolPriceStore {

    private final JdbcClient jdbc;

    SchoolPriceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public long add(PriceRule rule) {
        Money most = rule.most();
        return jdbc.sql("""
                insert into price_rule (name, source_id, percent, activity_id, site_id, first_visits, most_cents, from_day, until_day)
                values (:name, :source, :percent, :activity, :site, :first, :most, :from, :until) returning id
                """)
                .param("name", rule.name())
                .param("source", rule.sourceId())
                .param("percent", rule.percent())
                .param("activity", rule.activityId())
                .param("site", rule.siteId())
                .param("first", rule.firstVisits())
                .param("most", most == null ? null : most.cents())
                .param("from", rule.from())
                .param("until", rule.until())
                .query(Long.class)
                .single();
    }

    /** Ends a rule; false when it had ended before. */
    public boolean end(long id, Instant now) {
        LocalDate today = Dates.dayOf(now);
        int ended = jdbc.sql(
                        "update price_rule set until_day = :today where id = :id and from_day <= :today and (until_day is null or until_day > :today)")
                .param("id", id)
                .param("today", today)
                .update();
        return ended
                        + jdbc.sql("delete from price_rule where id = :id and from_day > :today")
                                .param("id", id)
                                .param("today", today)
                                .update()
                > 0;
    }
}
