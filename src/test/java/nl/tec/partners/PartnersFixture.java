package nl.tec.partners;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import nl.tec.TestSql;
import nl.tec.bookings.BookingsFixture;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Creates data for tests: partners, sessions they organise or host, and attendance. */
final class PartnersFixture {

    private static final AtomicLong COUNT = new AtomicLong(System.nanoTime() % 1_000_000);

    private final JdbcClient jdbc;
    private final BookingsFixture bookingsFixture;

    PartnersFixture(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.bookingsFixture = new BookingsFixture(jdbc);
    }

    /** Returns a valid image. */
    static byte[] scan() {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(20, 30, BufferedImage.TYPE_INT_RGB), "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LocalDate today() {
        return LocalDate.now(Dates.ZONE);
    }

    /** Returns a unique name. */
    static String name() {
        return "Proefpartner " + COUNT.incrementAndGet();
    }

    long partner() {
        return partner(name(), "COMPANY");
    }

    long partner(String name, String kind) {
        long id = bookingsFixture.insert(
                "insert into organisation (kind, name, town, invented) values (?, ?, 'Proefstad', true) returning id",
                kind,
                name);
        jdbc.sql("insert into partner (organisation_id) values (?)").param(id).update();
        return id;
    }

    /** Creates a published session at this time, of an activity by this organiser. */
    long organised(long partner, Instant start) {
        long activity = bookingsFixture.activity();
        TestSql.update(jdbc, "update activity set organiser_id = ? where id = ?", partner, activity);
        return bookingsFixture.session(activity, start, 30, 1);
    }

    /** Creates a published session at this time, at a venue of this partner. */
    long hosted(long partner, Instant start) {
        long n = COUNT.incrementAndGet();
        long place = bookingsFixture.insert(
                "insert into venue (key, kind, name_nl, name_en, organisation_id) values (?, 'COMPANY', 'Plek', 'Place', ?) returning id",
                "proefplek-" + n,
                partner);
        long session = bookingsFixture.session(bookingsFixture.activity(), start, 30, 1);
        TestSql.update(jdbc, "update session set venue_id = ? where id = ?", place, session);
        return session;
    }

    /** Records the attendance of a number of people. */
    void came(long session, int people) {
        jdbc.sql("""
                insert into attendance (session_id, held_on, audience, head_count, recorded_at)
                select id, (starts_at at time zone 'Europe/Amsterdam')::date, 'CHILD', ?, ? from session where id = ?
                """).params(people, Timestamp.from(Instant.now()), session).update();
    }

    private BookingsFixture.TestClass schoolClass = new BookingsFixture.TestClass(0, 0, 0);

    /** Records the attendance of a number of pupils from a new class of the given size. */
    void cameWithClass(long session, int people, int size) {
        schoolClass = bookingsFixture.schoolClass(
                bookingsFixture.school(), SchoolYear.of(today()).start(), 7, size);
        cameWithClassAgain(session, people);
    }

    /** Records another attendance of the same class. */
    void cameWithClassAgain(long session, int people) {
        jdbc.sql("""
                insert into attendance (session_id, held_on, class_part_id, audience, head_count, recorded_at)
                select id, (starts_at at time zone 'Europe/Amsterdam')::date, ?, 'PO', ?, now() from session where id = ?
                """).params(schoolClass.partId(), people, session).update();
    }

    /** Creates a membership with a fee received on its first day. */
    void membership(long partner, LocalDate from) {
        jdbc.sql("""
                with receipt as (
                  insert into fee_receipt (cents, received_on, recorded_at, account_id)
                  values (25000, :from, :from::date, (select min(id) from account)) returning id)
                insert into membership (organisation_id, kind, from_day, fee_receipt_id, recorded_at)
                select :partner, 'MEMBER', :from, id, :from::date from receipt
                """).param("partner", partner).param("from", from).update();
    }

    /** Creates a declaration for this partner to sign. */
    long toSign(long partner, String title) {
        long id = bookingsFixture.insert(
                "insert into declaration (kind, slug, opened_at, created_at) values ('INTENT', ?, now(), now()) returning id",
                "te-tekenen-" + COUNT.incrementAndGet());
        jdbc.sql("""
                insert into declaration_version (declaration_id, number, title, text, created_at) values (?, 1, ?, 'Tekst', now())
                """).params(id, title).update();
        jdbc.sql("""
                insert into signatory (declaration_id, organisation_id, organisation, position, added_at, invited_at)
                select ?, id, name, 'directeur', now(), now() from organisation where id = ?
                """).params(id, partner).update();
        return id;
    }

    int number(String sql, Object... values) {
        return jdbc.sql(sql).params(values).query(Integer.class).single();
    }
}
