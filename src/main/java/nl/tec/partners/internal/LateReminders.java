package nl.tec.partners.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.tec.hub.Rows;
import nl.tec.partners.Contribution;
import nl.tec.shared.Dates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reminds partners of late contributions: one mail to the contact of the partner for all of them together, and once per contribution
 * (rules 6). Contributions of partners without a mail address stay on the task list of the hub.
 */
@Component
public class LateReminders {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final PartnerMail mail;

    LateReminders(JdbcClient jdbc, Clock clock, PartnerMail mail) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.mail = mail;
    }

    private record Late(String organisation, String address, Contribution contribution) {}

    /**
     * Sends the reminders that are due.
     *
     * @return the number of contributions in the reminders
     */
    @Transactional
    public int remind() {
        LocalDate today = Dates.today(clock);
        // locked until they are marked, so that only one node sends
        Map<Long, List<Late>> byPartner = jdbc.sql("select " + ContributionRows.COLUMNS
                        + """
                     , o.name as organisation, a.address
                  from contribution c join organisations_organisation_v o on o.id = c.organisation_id
                  join lateral (select %s as address) a on a.address is not null
                 where c.reminded_at is null and %s
                 order by c.organisation_id, c.id limit 1000
                   for no key update of c skip locked
                """.formatted(PartnerMail.ADDRESS, ContributionRows.LATE))
                .param("today", today)
                .query(Rows.listsById("organisation_id", Rows.of(Late.class)));
        byPartner.values().forEach(this::remind);
        return byPartner.values().stream().mapToInt(List::size).sum();
    }

    private void remind(List<Late> late) {
        List<Map<String, String>> promises = late.stream()
                .map(Late::contribution)
                .map(c -> Map.of(
                        "what", c.what(),
                        "open", String.valueOf(c.outstanding().hundredths()),
                        "unit", c.unit().name(),
                        "due", c.due().toString()))
                .toList();
        mail.late(late.get(0).address(), late.get(0).organisation(), promises);
        jdbc.sql("update contribution set reminded_at = :now where id in (:ids)")
                .param("now", Rows.now(clock))
                .param("ids", late.stream().map(l -> l.contribution().id()).toList())
                .update();
    }
}
