package nl.tec.staff.internal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import nl.tec.hub.Rows;
import nl.tec.mail.Outbox;
import nl.tec.shared.Dates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Erases personal data of guides; that a session had a guide is kept. Who gets the role of a guide again, with the same account,
 * starts anew ({@link StaffStore#addAccounts}).
 */
@Component
class StaffEraser {

    private final JdbcClient jdbc;
    private final Outbox outbox;

    StaffEraser(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    void erase(List<Long> memberIds, Instant now) {
        String members = Rows.array(memberIds);
        jdbc.sql(
                        "delete from assignment where member_id = any(:members::bigint[]) and (upper(during) > :now or answer = 'DECLINED')")
                .param("members", members)
                .param("now", Rows.timestamp(now))
                .update();
        for (String table : List.of("assignment_link", "staff_skill", "staff_hours", "staff_exception")) {
            jdbc.sql("delete from " + table + " where member_id = any(?::bigint[])")
                    .param(members)
                    .update();
        }
        jdbc.sql("""
                update staff_member
                   set name = null, email = null, phone = null, organisation_id = null, max_hours = null,
                       vog_issued_on = null, vog_seen_on = null, vog_seen_by = null, vog_warned_for = null, feed_hash = null,
                       version = version + 1, ended_on = least(ended_on, :today), forgotten_at = :now
                 where id = any(:members::bigint[])
                """)
                .param("members", members)
                .param("today", Dates.dayOf(now))
                .param("now", Rows.timestamp(now))
                .update();
        outbox.forget("member", memberIds);
    }

    /** Erases reasons for declining and days off before this moment: they are private. @return the number of rows */
    int eraseDays(Instant before) {
        OffsetDateTime moment = Rows.timestamp(before);
        return jdbc.sql("update assignment set reason = null where reason is not null and upper(during) < ?")
                        .param(moment)
                        .update()
                + jdbc.sql("""
                        delete from assignment_link l using assignment w
                         where w.session_id = l.session_id and w.member_id = l.member_id and upper(w.during) < ?
                        """).param(moment).update()
                + jdbc.sql("delete from staff_exception where until_day < ?")
                        .param(Dates.dayOf(before))
                        .update();
    }
}
