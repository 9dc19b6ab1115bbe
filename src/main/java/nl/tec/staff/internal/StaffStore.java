package nl.tec.staff.internal;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import nl.tec.shared.MailAddress;
import nl.tec.shared.PlainText;
import nl.tec.shared.WeekdayHours;
import nl.tec.staff.Availability.DifferentDays;
import nl.tec.staff.StaffFields;
import nl.tec.staff.StaffKind;
import nl.tec.staff.StaffMember;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes the register of people who can be planned. */
@Component
public class StaffStore {

    /** The condition that role {@code r} is one of guides. */
    private static final String OF_GUIDES = "r.role in ('PROFESSIONAL', 'AMBASSADOR')";

    private final JdbcClient jdbc;

    StaffStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds the accounts that got a role of guides since. Who was in the register with that address already, without an account, gets it and
     * keeps everything. Who was erased is added only if they got the role again.
     */
    public void addAccounts() {
        jdbc.sql("""
                update staff_member m set account_id = null
                 where m.forgotten_at is not null and exists (
                       select from accounts_account_role_v r
                        where r.account_id = m.account_id and %s and r.granted_at > m.forgotten_at)
                """.formatted(OF_GUIDES)).update();
        jdbc.sql("""
                update staff_member m set account_id = f.account_id, name = null, email = null, ended_on = null, version = m.version + 1
                  from (select distinct on (a.id) a.id as account_id, o.id
                          from accounts_account_v a
                          join accounts_account_role_v r on r.account_id = a.id
                          join staff_member o on lower(o.email) = lower(a.email)
                         where %s and a.disabled_at is null and o.forgotten_at is null
                           and not exists (select from staff_member h where h.account_id = a.id)
                         order by a.id, o.ended_on is not null, o.id) f
                 where m.id = f.id and m.account_id is null
                """.formatted(OF_GUIDES)).update();
        jdbc.sql("""
                insert into staff_member (account_id, kind)
                select a.id, case when bool_or(r.role = 'PROFESSIONAL') then 'PROFESSIONAL' else 'AMBASSADOR' end
                  from accounts_account_v a
                  join accounts_account_role_v r on r.account_id = a.id
                 where %s and a.disabled_at is null
                   and not exists (select from staff_member m where m.account_id = a.id)
                 group by a.id order by a.id
                on conflict (account_id) do nothing
                """.formatted(OF_GUIDES)).update();
    }

    /** @return its id; empty when the address is of somebody else */
    public Optional<Long> add(StaffFields fields) {
        Optional<Long> id = jdbc.sql("""
                insert into staff_member (kind, name, email, phone, organisation_id, max_hours)
                values (:kind, :name, :email, :phone, (select id from organisations_organisation_v where id = :organisation), :maxHours)
                on conflict do nothing returning id
                """)
                .param("kind", fields.kind().name())
                .param("name", fields.name())
                .param("email", emailOrNull(fields))
                .param("phone", PlainText.orNull(fields.phone()))
                .param("organisation", organisationOrNull(fields))
                .param("maxHours", fields.maxHours())
                .query(Long.class)
                .optional();
        id.ifPresent(added -> saveSkills(added, fields.skillIds()));
        return id;
    }

    /** @return false when somebody else made another change meanwhile */
    public boolean change(StaffMember member, int version, StaffFields fields) {
        boolean account = member.accountId() != null;
        int changed = jdbc.sql("""
                update staff_member
                   set kind = :kind, name = :name, email = :email, phone = :phone,
                       organisation_id = (select id from organisations_organisation_v where id = :organisation),
                       max_hours = :maxHours, version = version + 1
                 where id = :id and version = :version and forgotten_at is null
                """)
                .param("kind", fields.kind().name())
                .param("name", account ? null : fields.name())
                .param("email", account ? null : emailOrNull(fields))
                .param("phone", PlainText.orNull(fields.phone()))
                .param("organisation", organisationOrNull(fields))
                .param("maxHours", fields.maxHours())
                .param("id", member.id())
                .param("version", version)
                .update();
        if (changed > 0) {
            saveSkills(member.id(), fields.skillIds());
        }
        return changed > 0;
    }

    private static @Nullable String emailOrNull(StaffFields fields) {
        return MailAddress.parse(fields.email()).orElse(null);
    }

    private static @Nullable Long organisationOrNull(StaffFields fields) {
        return fields.kind() == StaffKind.GUEST_TEACHER ? fields.organisationId() : null;
    }

    private void saveSkills(long id, List<Long> skillIds) {
        jdbc.sql("delete from staff_skill where member_id = ?").param(id).update();
        jdbc.sql("""
                insert into staff_skill (member_id, skill_id)
                select ?, id from skill where id = any(?::bigint[]) and ended_on is null
                """).param(id).param(Rows.array(skillIds)).update();
    }

    public void recordVog(long id, @Nullable LocalDate issuedOn, LocalDate today, Actor by) {
        jdbc.sql("""
                update staff_member set vog_issued_on = :issued, vog_seen_on = :seen, vog_seen_by = :by, version = version + 1
                 where id = :id
                """)
                .param("issued", issuedOn)
                .param("seen", issuedOn == null ? null : today)
                .param("by", issuedOn == null ? null : by.accountId())
                .param("id", id)
                .update();
    }

    public void end(long id, LocalDate today) {
        jdbc.sql("update staff_member set ended_on = ?, version = version + 1 where id = ? and ended_on is null")
                .params(today, id)
                .update();
    }

    public void resume(long id) {
        jdbc.sql("update staff_member set ended_on = null, version = version + 1 where id = ? and forgotten_at is null")
                .param(id)
                .update();
    }

    /** Replaces the usual times. */
    public void saveHours(long memberId, List<WeekdayHours> hours) {
        // a form that is sent twice waits for itself
        jdbc.sql("select id from staff_member where id = ? for no key update")
                .param(memberId)
                .query(Long.class)
                .optional();
        jdbc.sql("delete from staff_hours where member_id = ?").param(memberId).update();
        hours.stream()
                .sorted(Comparator.comparing(WeekdayHours::weekday))
                .forEach(each -> jdbc.sql("""
                        insert into staff_hours (member_id, weekday, from_time, until_time) values (?, ?, ?, ?)
                        """)
                        .params(memberId, each.weekday().getValue(), each.from(), each.until())
                        .update());
    }

    /** @return id of the exception */
    public long addDays(long memberId, DifferentDays days) {
        return jdbc.sql("""
                insert into staff_exception (member_id, from_day, until_day, from_time, until_time, available)
                values (:member, :fromDay, :untilDay, :from, :until, :available) returning id
                """)
                .param("member", memberId)
                .param("fromDay", days.fromDay())
                .param("untilDay", days.untilDay())
                .param("from", days.from())
                .param("until", days.until())
                .param("available", days.available())
                .query(Long.class)
                .single();
    }

    public void removeDays(long memberId, long id) {
        jdbc.sql("delete from staff_exception where id = ? and member_id = ?")
                .params(id, memberId)
                .update();
    }

    /** @param hash of the secret in the address of this person's calendar */
    public void saveCalendar(long memberId, byte[] hash) {
        jdbc.sql("update staff_member set feed_hash = ? where id = ?")
                .params(hash, memberId)
                .update();
    }

    /** @param id null: a new skill @return its id; empty when its name is taken, or there is no skill with this id */
    public Optional<Long> saveSkill(@Nullable Long id, String name) {
        return id == null
                ? jdbc.sql("insert into skill (name) values (?) on conflict do nothing returning id")
                        .param(name)
                        .query(Long.class)
                        .optional()
                : jdbc.sql("update skill set name = ? where id = ? returning id")
                        .params(name, id)
                        .query(Long.class)
                        .optional();
    }

    /** Ends the skill, and removes it from all people and activities. */
    public void endSkill(long id, LocalDate today) {
        jdbc.sql("update skill set ended_on = ? where id = ? and ended_on is null")
                .params(today, id)
                .update();
        jdbc.sql("delete from staff_skill where skill_id = ?").param(id).update();
        jdbc.sql("delete from activity_role where skill_id = ?").param(id).update();
    }
}
