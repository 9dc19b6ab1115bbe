package nl.tec.lines;

import static nl.tec.Outcomes.done;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.programme.LearningLines;
import nl.tec.programme.LineFields;
import nl.tec.programme.LineStepFields;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.Sector;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Learning lines and schools for one test. */
public final class LinesFixture {

    private static final AtomicInteger COUNT = new AtomicInteger((int) (System.nanoTime() % 900));

    final BookingsFixture bookings;

    private final JdbcClient jdbc;
    private final LearningLines lines;
    private final Actor manager;

    public LinesFixture(JdbcClient jdbc, LearningLines lines) {
        this.jdbc = jdbc;
        this.lines = lines;
        this.bookings = new BookingsFixture(jdbc);
        this.manager = bookings.account(Role.PROGRAMME_MANAGER, null);
        goals();
    }

    Actor manager() {
        return manager;
    }

    /** Adds a goal of both sets for PO and for VO. */
    private void goals() {
        jdbc.sql("""
                insert into curriculum_framework (id, title_nl, title_en, status) values
                  ('kerndoelen-2006', 'Kerndoelen 2006', 'Core objectives 2006', 'vastgesteld'),
                  ('kerndoelen-nieuw', 'Nieuwe kerndoelen', 'New core objectives', 'definitief concept')
                on conflict do nothing
                """).update();
        jdbc.sql("""
                insert into curriculum_goal (code, framework_id, sector, text_nl, text_en) values
                  ('2006-990', 'kerndoelen-2006', 'PO', 'Een oplossing maken', 'Making a solution'),
                  ('PO 990', 'kerndoelen-nieuw', 'PO', 'Technische systemen', 'Technical systems'),
                  ('2006-VO-990', 'kerndoelen-2006', 'VO', 'Een product ontwerpen', 'Designing a product'),
                  ('VO 990', 'kerndoelen-nieuw', 'VO', 'Krachten', 'Forces')
                on conflict do nothing
                """).update();
    }

    /** Makes a municipality with one school. */
    String municipality(School school) {
        String code = "%04d".formatted(8000 + COUNT.incrementAndGet());
        jdbc.sql("insert into municipality (code, name, holiday_region) values (?, ?, 'NOORD') on conflict do nothing")
                .params(code, "Lijnstad " + code)
                .update();
        TestSql.update(jdbc, "update organisation set municipality_code = null where municipality_code = ?", code);
        TestSql.update(jdbc, "update organisation set municipality_code = ? where id = ?", code, school.siteId());
        return code;
    }

    public long line(String title) {
        return done(lines.add(
                new LineFields(new Bilingual(title, title + " in English"), new Bilingual("Stap voor stap.", "")),
                manager));
    }

    public void publish(long line) {
        done(lines.publish(line, manager));
    }

    /** Makes a school follow a line. */
    public void follow(School school, long line) {
        jdbc.sql("insert into school_line (site_id, line_id, chosen_at, chosen_by) values (?, ?, now(), ?)")
                .params(school.siteId(), line, manager.accountId())
                .update();
    }

    public long step(long line, int from, int to, String title, long... activities) {
        return done(lines.addStep(line, fields(Sector.PO, from, to, title, activities), manager));
    }

    long voStep(long line, int year, String title) {
        return done(lines.addStep(line, fields(Sector.VO, year, year, title, voActivity()), manager));
    }

    static LineStepFields fields(Sector sector, int from, int to, String title, long... activities) {
        return new LineStepFields(
                sector,
                from,
                to,
                new Bilingual(title, ""),
                new Bilingual("Leren met " + title + ".", ""),
                Bilingual.EMPTY,
                Bilingual.EMPTY,
                LongStream.of(activities).boxed().toList(),
                sector == Sector.PO ? List.of("2006-990", "PO 990") : List.of("2006-VO-990", "VO 990"));
    }

    /** Makes a workshop for classes of groups 5 to 8, in a world. */
    long activity(String title, String world) {
        long id = bookings.activity();
        TestSql.update(jdbc, "update activity set title_nl = ?, worlds = array[?] where id = ?", title, world, id);
        return id;
    }

    private long voActivity() {
        long id = bookings.activity();
        jdbc.sql(
                        "update activity set audiences = '{VO}', po_from = null, po_to = null, vo_from = 1, vo_to = 3 where id = ?")
                .param(id)
                .update();
        return id;
    }

    /** Records the attendance of a class part at an activity. */
    void came(long part, long activity, LocalDate day) {
        long session =
                bookings.session(activity, day.atTime(9, 0).atZone(Dates.ZONE).toInstant(), 30, 1);
        jdbc.sql("""
                insert into attendance (session_id, held_on, class_part_id, audience, sector, grade, head_count, recorded_at)
                select ?, ?, p.id, 'PO', 'PO', p.grade, p.head_count, now() from class_part p where p.id = ?
                """).params(session, day, part).update();
    }
}
