package nl.tec.staff;

import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicLong;
import nl.tec.TestSql;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People who can be planned, made with SQL. */
public final class StaffFixture {

    private static final AtomicLong COUNT = new AtomicLong(System.nanoTime() % 1_000_000);

    private final JdbcClient jdbc;

    public StaffFixture(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes a member with an account and a certificate of conduct of this month. @return id in the register */
    public long member(long accountId) {
        return jdbc.sql("""
                insert into staff_member (account_id, kind, vog_issued_on, vog_seen_on)
                values (?, 'PROFESSIONAL', current_date - 20, current_date - 10)
                on conflict (account_id) do update set vog_issued_on = excluded.vog_issued_on, vog_seen_on = excluded.vog_seen_on
                returning id
                """).param(accountId).query(Long.class).single();
    }

    /** Makes a member without an account. */
    public long member() {
        long n = COUNT.incrementAndGet();
        return jdbc.sql("""
                insert into staff_member (kind, name, email, vog_issued_on, vog_seen_on)
                values ('GUEST_TEACHER', ?, ?, current_date - 20, current_date - 10) returning id
                """)
                .params("Gast " + n, "gast" + n + "@example.org")
                .query(Long.class)
                .single();
    }

    public void vog(long member, LocalDate issuedOn) {
        jdbc.sql("update staff_member set vog_issued_on = ?, vog_seen_on = ? where id = ?")
                .params(issuedOn, issuedOn, member)
                .update();
    }

    public long skill() {
        return TestSql.bigint(
                jdbc, "insert into skill (name) values (?) returning id", "Vaardigheid " + COUNT.incrementAndGet());
    }

    public void has(long member, long skill) {
        TestSql.update(jdbc, "insert into staff_skill (member_id, skill_id) values (?, ?)", member, skill);
    }

    /** @param skill null: anybody */
    public void needs(long activity, @Nullable Long skill, int people) {
        jdbc.sql("insert into activity_role (activity_id, skill_id, people) values (?, ?, ?)")
                .param(activity)
                .param(skill)
                .param(people)
                .update();
    }
}
