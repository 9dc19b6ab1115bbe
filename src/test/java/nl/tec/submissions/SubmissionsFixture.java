package nl.tec.submissions;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import nl.tec.TestSql;
import nl.tec.shared.Dates;
import nl.tec.shared.Slugs;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A partner with a venue for one test, and the input of its people. */
public final class SubmissionsFixture {

    private static final AtomicLong COUNT = new AtomicLong(System.nanoTime() % 1_000_000);

    private final JdbcClient jdbc;

    public SubmissionsFixture(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param venue of the partner, for many groups at once */
    public record Partner(long id, String name, long venue, String venueName) {}

    public Partner partner() {
        long n = COUNT.incrementAndGet();
        String name = "Proefpartner " + n;
        long id = TestSql.bigint(
                jdbc,
                "insert into organisation (kind, name, town, invented) values ('COMPANY', ?, 'Proefstad', true) returning id",
                name);
        jdbc.sql("insert into partner (organisation_id) values (?)").param(id).update();
        String place = "Werkplaats van " + name;
        long venue = jdbc.sql("""
                insert into venue (key, kind, name_nl, name_en, organisation_id, groups_at_once)
                values (?, 'COMPANY', ?, ?, ?, 50) returning id
                """)
                .params(Slugs.of(place, "plek"), place, place, id)
                .query(Long.class)
                .single();
        return new Partner(id, name, venue, place);
    }

    public static String title() {
        return "Lasdag " + COUNT.incrementAndGet();
    }

    /** Returns a day ahead; holidays do not matter, because partners may be open on any day. */
    public static LocalDate day(int ahead) {
        return LocalDate.now(Dates.ZONE).plus(ahead, ChronoUnit.DAYS);
    }

    /** Returns the fields of the form: alternating names and values; later ones override earlier ones. */
    public static String[] form(Partner partner, String title, String... others) {
        List<String> fields = new ArrayList<>(List.of(
                "van", String.valueOf(partner.id()),
                "titel", title,
                "belofte", "Je last een beest van oud ijzer.",
                "beschrijving", "Met *echte* vonken.",
                "soort", "EVENT",
                "werelden", "HITECH_SCIENCE",
                "voor", "CHILD",
                "leeftijd-van", "10",
                "leeftijd-tot", "14",
                "dag-0", day(30).toString(),
                "van-0", "13:00",
                "tot-0", "15:00",
                "plek", String.valueOf(partner.venue()),
                "neemt", "INDIVIDUALS",
                "maximum", "12",
                "aanmelden", "hier",
                "dan", "stuur"));
        for (int i = 0; i < others.length; i += 2) {
            int at = fields.indexOf(others[i]);
            if (at >= 0 && at % 2 == 0) {
                fields.set(at + 1, others[i + 1]);
            } else {
                fields.add(others[i]);
                fields.add(others[i + 1]);
            }
        }
        return fields.toArray(String[]::new);
    }
}
