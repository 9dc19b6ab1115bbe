package nl.tec.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.accounts.Secrets;

/**
 * A hub with sessions some hours apart, and signed-in teachers of schools with many small classes who book them, among the schools and
 * people that a hub of a city and the places around it has. In tables of a few rows, PostgreSQL reads all of them for each row it needs.
 */
final class BookingHub {

    private static final int OTHER_SCHOOLS = 300;
    private static final int OTHER_PEOPLE = 1000;

    private final int port;
    private final int classesPerTeacher;
    private final int sessions;
    private final List<Teacher> teachers = new ArrayList<>();
    private long firstSession;

    private BookingHub(int port, int classesPerTeacher, int sessions) {
        this.port = port;
        this.classesPerTeacher = classesPerTeacher;
        this.sessions = sessions;
    }

    /** @param connection to the database of the empty hub, as its owner. @param port where its program listens */
    static BookingHub seed(Connection connection, int port, int teachers, int classesPerTeacher, int sessions)
            throws SQLException, IOException, InterruptedException {
        BookingHub hub = new BookingHub(port, classesPerTeacher, sessions);
        hub.seed(connection, teachers);
        return hub;
    }

    /** Somebody signed in, with classes. */
    record Teacher(int number, long site, long firstClass, long firstPart, String cookies, String token) {

        /** The form that books a class for one pupil. @param of which of the classes */
        String form(long session, int of) {
            return "klas=" + (firstClass + of) + "&sessie=" + session + "&sleutel=" + UUID.randomUUID() + "&leerlingen-"
                    + (firstPart + of) + "=1&volwassenen=2&_csrf=" + token;
        }
    }

    List<Teacher> teachers() {
        return teachers;
    }

    /** @param number from 0 */
    long session(int number) {
        return firstSession + number;
    }

    private void seed(Connection connection, int teacherCount) throws SQLException, IOException, InterruptedException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into hub_setting (key, value, changed_at) values ('NAME', 'TEC', now())");
            untilBegun();
            long activity = id(statement, """
                    insert into activity (slug, kind, state, takes, title_nl, title_en, promise_nl, promise_en, description_nl,
                        description_en, worlds, audiences, po_from, po_to, minutes, group_min, group_max, changed_at)
                    values ('bench', 'WORKSHOP_LEARNING_LINE', 'PUBLISHED', 'CLASSES', 'Meten', 'Measuring', 'Je meet.', '', '', '',
                        '{HITECH_SCIENCE}', '{PO}', 1, 8, 60, 1, 5000, now()) returning id
                    """);
            firstSession = id(statement, """
                    with made as (
                      insert into session (activity_id, starts_at, ends_at, state, capacity, class_capacity)
                      select %d, '2027-09-01 08:00+02'::timestamptz + n * interval '10 hours', '2027-09-01 09:00+02'::timestamptz + n * interval '10 hours',
                             'PUBLISHED', 5000, 1000000
                      from generate_series(0, %d) n returning id)
                    select min(id) from made
                    """.formatted(activity, sessions - 1));
            statement.execute("""
                    insert into session_capacity (session_id, open, bookable_until, capacity, class_capacity, ends_at, held_at)
                    select id, true, starts_at, 1000000000, 1000000, ends_at, '/' from session
                    """);
            others(statement);
            for (int i = 0; i < teacherCount; i++) {
                teachers.add(teacher(statement, i));
            }
        }
    }

    /** The other schools, and the people who work there, signed in. */
    private static void others(Statement statement) throws SQLException {
        long school = id(statement, """
                with made as (
                  insert into organisation (kind, name, street, house_number, postcode, town, latitude, longitude, email)
                  select 'SCHOOL', 'School ' || n, 'Schoolstraat', n::text, '7411 AB', 'Deventer', 52.25, 6.16, 'school' || n || '@example.org'
                  from generate_series(1, %d) n returning id)
                select min(id) from made
                """.formatted(OTHER_SCHOOLS));
        statement.execute("""
                insert into school_site (organisation_id, brin6, sector, holiday_region)
                select %1$d + n, to_char(n / 100, 'FM00') || 'ZZ' || to_char(n %% 100, 'FM00'), 'PO', 'NOORD'
                from generate_series(0, %2$d - 1) n
                """.formatted(school, OTHER_SCHOOLS));
        long account = id(statement, """
                with made as (
                  insert into account (email, name, created_at)
                  select 'person' || n || '@example.org', 'Person ' || n, now() from generate_series(1, %d) n returning id)
                select min(id) from made
                """.formatted(OTHER_PEOPLE));
        statement.execute("""
                insert into account_role (account_id, role, organisation_id, granted_at)
                select %1$d + n, case when n %% 4 = 0 then 'SCHOOL_COORDINATOR' else 'TEACHER' end, %2$d + n %% %3$d, now()
                from generate_series(0, %4$d - 1) n
                """.formatted(account, school, OTHER_SCHOOLS, OTHER_PEOPLE));
        statement.execute("""
                insert into web_session (secret_hash, account_id, by_link, created_at, seen_at, expires_at)
                select sha256(id::text::bytea), id, false, now(), now(), now() + interval '8 hours' from account
                """);
    }

    private Teacher teacher(Statement statement, int number) throws SQLException, IOException, InterruptedException {
        long site = id(
                statement,
                "insert into organisation (kind, name, latitude, longitude) values ('SCHOOL', 'Meetschool', 52.25, 6.16) returning id");
        statement.execute(
                "insert into school_site (organisation_id, brin6, sector, holiday_region) values (%d, '00AA%02d', 'PO', 'NOORD')"
                        .formatted(site, number));
        long cohort = id(
                statement,
                "insert into cohort (site_id, sector, leaves_in) values (%d, 'PO', 2029) returning id".formatted(site));
        long firstClass = id(statement, """
                with made as (
                  insert into school_class (site_id, school_year, label, source)
                  select %d, 2027, n::text, 'SCHOOL' from generate_series(1, %d) n returning id)
                select min(id) from made
                """.formatted(site, classesPerTeacher));
        long firstPart = id(statement, """
                with made as (
                  insert into class_part (class_id, cohort_id, grade, head_count, low, high)
                  select id, %d, 7, 25, 25, 25 from school_class where site_id = %d order by id returning id)
                select min(id) from made
                """.formatted(cohort, site));
        long account = id(
                statement,
                "insert into account (email, name, created_at) values ('meet%d@example.org', 'Meet', now()) returning id"
                        .formatted(number));
        statement.execute(
                "insert into account_role (account_id, role, organisation_id, granted_at) values (%d, 'TEACHER', %d, now())"
                        .formatted(account, site));
        String session = Secrets.make();
        try (PreparedStatement insert = statement
                .getConnection()
                .prepareStatement(
                        "insert into web_session (secret_hash, account_id, by_link, created_at, seen_at, expires_at) values (?, ?, false, now(), now(), now() + interval '8 hours')")) {
            insert.setBytes(1, Secrets.hash(session));
            insert.setLong(2, account);
            insert.executeUpdate();
        }
        return signedIn(number, site, firstClass, firstPart, session);
    }

    /** Waits until the program has read that the hub has begun; until then it leads to the first page. */
    private void untilBegun() throws IOException, InterruptedException {
        HttpRequest home = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .build();
        for (int second = 0; second < 120; second++) {
            if (HttpClient.newHttpClient()
                            .send(home, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200) {
                return;
            }
            Thread.sleep(1000);
        }
        throw new IllegalStateException("the hub does not begin");
    }

    /** With the token of the form, as a browser has it. */
    private Teacher signedIn(int number, long site, long firstClass, long firstPart, String session)
            throws IOException, InterruptedException {
        HttpResponse<String> form = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/school/boeken?klas="
                                        + firstClass + "&sessie=" + firstSession))
                                .header("Cookie", "tec=" + session)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(form.body());
        if (!token.find()) {
            throw new IllegalStateException(
                    "no form: " + form.statusCode() + " " + form.headers().map() + " " + form.body());
        }
        String csrf = form.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("csrf="))
                .findFirst()
                .orElseThrow()
                .split(";", 2)[0];
        return new Teacher(
                number,
                site,
                firstClass,
                firstPart,
                "tec=" + session + "; " + csrf,
                URLEncoder.encode(token.group(1), StandardCharsets.US_ASCII));
    }

    private static long id(Statement statement, String sql) throws SQLException {
        try (var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
