package nl.tec.planning.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import nl.tec.hub.Rows;
import nl.tec.mail.Outbox;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The schools without any met wish in a plan. */
@Component
public class LeftOutSchools {

    public static final String MAIL = "plan-left-out";

    private final JdbcClient jdbc;
    private final Outbox outbox;

    LeftOutSchools(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /** Notifies them. The mail about their visits tells the others. */
    void notify(PlanToPublish plan) {
        Set<Long> none = new HashSet<>(plan.schools());
        none.removeAll(plan.schoolsWithVisits());
        for (Recipient recipient : recipients(none)) {
            outbox.put(
                    MAIL,
                    recipient.email(),
                    Locale.forLanguageTag(recipient.language()),
                    Map.of(
                            "round", plan.round().id(),
                            "site", recipient.siteId(),
                            "year", plan.round().year().toString(),
                            "answerBy", plan.publication().answerBy().toString()),
                    MAIL + "-" + plan.round().id() + "-" + recipient.siteId() + "-" + recipient.email());
        }
    }

    private record Recipient(long siteId, String email, String language) {}

    private List<Recipient> recipients(Set<Long> sites) {
        return jdbc.sql("""
                select t.site_id, r.email, r.language
                  from unnest(?::bigint[]) t (site_id) cross join lateral class_mail_recipients(t.site_id, null) r
                 order by t.site_id, r.email
                """).param(Rows.array(sites)).query(Recipient.class).list();
    }
}
