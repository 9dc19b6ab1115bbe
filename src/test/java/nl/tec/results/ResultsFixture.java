package nl.tec.results;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import nl.tec.TestSql;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Creates a separate municipality with schools, classes and visits, directly in the tables. */
public final class ResultsFixture {

    private static final AtomicInteger COUNT = new AtomicInteger();
    /** The next code, above those of real municipalities, which also have four digits. */
    private static final AtomicInteger TOWNS = new AtomicInteger(2000);

    final JdbcClient jdbc;
    public final String code;
    private final long activity;

    public ResultsFixture(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.code = "%04d".formatted(TOWNS.incrementAndGet());
        jdbc.sql("insert into municipality (code, name, holiday_region) values (?, ?, 'NOORD')")
                .params(code, "Teststad " + code)
                .update();
        this.activity = activity("WORKSHOP_LEARNING_LINE", "CLASSES");
    }

    public long activity(String kind, String takes) {
        return id("""
                insert into activity (slug, kind, state, takes, title_nl, title_en, promise_nl, promise_en, description_nl,
                                      description_en, worlds, audiences, minutes, group_min, group_max, changed_at)
                values (?, ?, 'PUBLISHED', ?, 'Robot', 'Robot', '', '', '', '', '{HITECH_SCIENCE}', '{PO}', 90, 1, 60, now())
                returning id
                """, "test-" + UUID.randomUUID(), kind, takes);
    }

    public long school() {
        return school(Sector.PO, code);
    }

    public long school(Sector sector, String municipality) {
        int n = COUNT.incrementAndGet();
        long id = id(
                "insert into organisation (kind, name, municipality_code) values ('SCHOOL', ?, ?) returning id",
                "School " + n,
                municipality);
        jdbc.sql("insert into school_site (organisation_id, brin6, sector) values (?, ?, ?)")
                .params(id, "%02dR%c%02d".formatted(n / 2600 % 100, 'A' + n / 100 % 26, n % 100), sector.name())
                .update();
        return id;
    }

    /** Creates the cohort in this group in this school year. */
    public long cohort(long school, int grade, int schoolYear) {
        return id(
                "insert into cohort (site_id, sector, leaves_in) values (?, 'PO', ?) returning id",
                school,
                schoolYear + 9 - grade);
    }

    /** Stores the number of pupils of a cohort in the school's own classes (rules 2.3). */
    public void own(long cohort, int schoolYear, @org.jspecify.annotations.Nullable Integer pupils) {
        jdbc.sql("update cohort_size set own_pupils = ? where cohort_id = ? and school_year = ?")
                .params(java.util.Arrays.asList(pupils, cohort, schoolYear))
                .update();
    }

    public long cohort(long school, Sector sector, int grade, int schoolYear) {
        return id(
                "insert into cohort (site_id, sector, level, started_in) values (?, ?, 'HAVO', ?) returning id",
                school,
                sector.name(),
                schoolYear + 1 - grade);
    }

    public void size(long cohort, int schoolYear, int grade, int pupils) {
        size(cohort, schoolYear, grade, pupils, "SCHOOL");
    }

    public void size(long cohort, int schoolYear, int grade, int pupils, String source) {
        jdbc.sql("""
                insert into cohort_size (cohort_id, school_year, grade, pupils, low, high, source) values (?, ?, ?, ?, ?, ?, ?)
                on conflict (cohort_id, school_year) do update set pupils = excluded.pupils
                """)
                .params(cohort, schoolYear, grade, pupils, pupils, pupils, source)
                .update();
    }

    public void exam(long school, int schoolYear, String programme, int candidates, int masked) {
        jdbc.sql("insert into exam (site_id, school_year, programme, candidates, masked_cells) values (?, ?, ?, ?, ?)")
                .params(school, schoolYear, programme, candidates, masked)
                .update();
    }

    public long schoolClass(long school, int schoolYear, String label) {
        return id(
                "insert into school_class (site_id, school_year, label, source) values (?, ?, ?, 'SCHOOL') returning id",
                school,
                schoolYear,
                label);
    }

    public long part(long schoolClass, long cohort, int grade, int headCount) {
        return id(
                "insert into class_part (class_id, cohort_id, grade, head_count, low, high) values (?, ?, ?, ?, ?, ?)"
                        + " returning id",
                schoolClass,
                cohort,
                grade,
                headCount,
                headCount,
                headCount);
    }

    /** Creates a class of one group that is a whole cohort. Returns the class part. */
    public long wholeClass(long school, int grade, int schoolYear, int pupils) {
        long cohort = cohort(school, grade, schoolYear);
        size(cohort, schoolYear, grade, pupils);
        return part(schoolClass(school, schoolYear, grade + "a"), cohort, grade, pupils);
    }

    public long session(LocalDate day) {
        return session(day, activity);
    }

    public long session(LocalDate day, long activity) {
        Instant start = day.atTime(LocalTime.of(9, 0)).atZone(Dates.ZONE).toInstant();
        return id(
                "insert into session (activity_id, starts_at, ends_at, state, capacity, class_capacity)"
                        + " values (?, ?, ?, 'PUBLISHED', 60, 2) returning id",
                activity,
                Timestamp.from(start),
                Timestamp.from(start.plusSeconds(5400)));
    }

    public long booking(long session, long part, int headCount) {
        long booking = id("""
                insert into booking (session_id, kind, state, participants, adults, site_id, class_id, idempotency_key, requested_at)
                select ?, 'CLASS', 'CONFIRMED', greatest(?, 1), 2, c.site_id, c.id, gen_random_uuid(), now()
                  from class_part p join school_class c on c.id = p.class_id where p.id = ?
                returning id
                """, session, headCount, part);
        jdbc.sql("insert into booking_part (booking_id, class_part_id, head_count) values (?, ?, ?)")
                .params(booking, part, headCount)
                .update();
        return booking;
    }

    /** Records the visit of a class part to a new session. Returns the session. */
    public long visit(LocalDate day, long part, int headCount) {
        return visit(day, part, headCount, false);
    }

    public long visit(LocalDate day, long part, int headCount, boolean otherPupils) {
        long session = session(day);
        attendance(session, day, part, headCount, otherPupils, null);
        return session;
    }

    public long attendance(
            long session,
            LocalDate day,
            long part,
            int headCount,
            boolean otherPupils,
            @org.jspecify.annotations.Nullable Long booking) {
        return id("""
                insert into attendance (session_id, held_on, booking_id, class_part_id, audience, sector, grade, head_count,
                                        other_pupils, recorded_at)
                select ?, ?, ?, p.id, 'PO', 'PO', p.grade, ?, ?, now() from class_part p where p.id = ?
                returning id
                """, session, day, booking, headCount, otherPupils, part);
    }

    /** Records a person who signed up and came. */
    public void person(
            LocalDate day,
            long activity,
            String audience,
            String mail,
            @org.jspecify.annotations.Nullable Integer age) {
        person(session(day, activity), day, audience, mail, age, null);
    }

    /** Records a person who came to this session. @param grade the group of PO; null if only the age is known */
    public void person(
            long session,
            LocalDate day,
            String audience,
            String mail,
            @org.jspecify.annotations.Nullable Integer age,
            @org.jspecify.annotations.Nullable Integer grade) {
        long booking = signUp(session, mail);
        String sector = grade == null ? null : "PO";
        long person = id(
                "insert into sign_up_person (booking_id, audience, age, sector, grade) values (?, ?, ?, ?, ?) returning id",
                booking,
                audience,
                age,
                sector,
                grade);
        jdbc.sql("""
                insert into attendance (session_id, held_on, booking_id, person_id, audience, sector, grade, head_count, email_hash,
                                        recorded_at)
                values (?, ?, ?, ?, ?, ?, ?, 1, decode(md5(?), 'hex'), now())
                """)
                .params(java.util.Arrays.asList(session, day, booking, person, audience, sector, grade, mail))
                .update();
    }

    public long signUp(long session, String mail) {
        long booking = id("""
                insert into booking (session_id, kind, state, participants, idempotency_key, requested_at)
                values (?, 'INDIVIDUAL', 'CONFIRMED', 1, gen_random_uuid(), now()) returning id
                """, session);
        TestSql.update(
                jdbc, "insert into sign_up (booking_id, email_hash) values (?, decode(md5(?), 'hex'))", booking, mail);
        return booking;
    }

    public void walkIns(LocalDate day, long activity, String audience, int heads) {
        jdbc.sql("""
                insert into attendance (session_id, held_on, audience, head_count, recorded_at) values (?, ?, ?, ?, now())
                """).params(session(day, activity), day, audience, heads).update();
    }

    /** Adds a counted block with one answer to every question of a survey. @param half the first day of its half year */
    public void answers(String audience, long session, LocalDate half, int choice, int answers) {
        jdbc.sql("""
                with block as (
                  insert into survey_block (id, survey_id, half, counted_on, answers)
                  select gen_random_uuid(), id, :half, :half, :answers from survey where audience = :audience and version = 1
                  returning id, survey_id, answers),
                held as (insert into survey_block_session (block_id, session_id) select id, :session from block)
                insert into survey_block_choice (block_id, position, choice, answers)
                select b.id, q.position, :choice, b.answers
                  from block b join survey_question q on q.survey_id = b.survey_id where q.kind <> 'WORDS'
                """)
                .param("half", half)
                .param("answers", answers)
                .param("audience", audience)
                .param("session", session)
                .param("choice", choice)
                .update();
    }

    public static LocalDate autumn(int schoolYear) {
        return LocalDate.of(schoolYear, 11, 3);
    }

    public static LocalDate spring(int schoolYear) {
        return LocalDate.of(schoolYear + 1, 3, 9);
    }

    public static SchoolYear current() {
        return SchoolYear.of(LocalDate.now(Dates.ZONE));
    }

    private long id(String sql, @org.jspecify.annotations.Nullable Object... parameters) {
        return jdbc.sql(sql)
                .params(java.util.Arrays.asList(parameters))
                .query(Long.class)
                .single();
    }
}
