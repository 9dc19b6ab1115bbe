package nl.tec.organisations;

import static nl.tec.Outcomes.done;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages of schools and their classes (rules 1): a school corrects its numbers and moves its classes up; the hub adds schools. */
@TecTest
class SchoolPagesTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Classes schoolClasses;

    @Autowired
    Schools schools;

    @Autowired
    BookingGroups groups;

    private final SchoolYear year = SchoolYear.of(LocalDate.now(Dates.ZONE));

    private BookingsFixture bookingsFixture;
    private School school;
    private TestClass group7;
    /** The version of the classes created by moving up. */
    private String made = "";

    private TestBrowser teacher;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        school = bookingsFixture.school();
        group7 = bookingsFixture.schoolClass(school, year.start(), 7, 26);
        teacher = accounts.teacherOf(school.siteId()).browser();
    }

    @Test
    void aClassOfAnotherHubIsOneGroup_alsoWhenAClassHereHasItsName() {
        for (String label : List.of("7-gast", "7 met een lange naam")) {
            TestSql.update(jdbc, "update school_class set label = ? where id = ?", label, group7.id());
            ClassNumbers numbers = ClassNumbers.of(label, Map.of(7, 24));
            SchoolClass first = done(groups.guest(school.siteId(), year, numbers));
            assertThat(first.bookingGroup()).isTrue();
            assertThat(first.label()).isNotEqualTo(label);
            assertThat(done(groups.guest(school.siteId(), year, numbers)).id()).isEqualTo(first.id());
            assertThat(done(groups.guest(school.siteId(), year, ClassNumbers.of(label, Map.of(8, 24))))
                            .id())
                    .as("another class of that name")
                    .isNotEqualTo(first.id());
        }
    }

    private String classes() {
        return "/school/klassen?school=" + school.siteId();
    }

    private String form() {
        return "/school/klassen/" + group7.id();
    }

    private String version(long classId) {
        return schoolClasses.find(classId).orElseThrow().version();
    }

    private String movingUp() {
        return "/school/klassen/overgang?school=" + school.siteId();
    }

    @Test
    void anEstimateIsShownWithItsRange_untilTheSchoolCorrectsIt_rules1() {
        TestSql.update(jdbc, "update school_class set source = 'DUO_AGE', counted_in = 2025 where id = ?", group7.id());
        TestSql.update(jdbc, "update class_part set low = 20, high = 28 where id = ?", group7.partId());
        assertThat(teacher.get(classes()).body()).contains("Schatting: 20-28", "bron: DUO, 1 oktober 2025");
        assertThat(teacher.post(form(), "versie", version(group7.id()), "label", "7a", "groep7", "24")
                        .statusCode())
                .isEqualTo(303);
        assertThat(teacher.get(classes()).body())
                .contains("De klas is bewaard.", "Van de school", "7a")
                .doesNotContain("Schatting");
        assertThat(cohorts()).containsEntry(7, "24 SCHOOL").containsEntry(8, "0 SCHOOL");
    }

    @Test
    void aClassBecomesACombinationClass_andTheCohortsFollow_rules1() {
        assertThat(teacher.post(form(), "versie", version(group7.id()), "label", "7/8", "groep7", "14", "groep8", "11")
                        .statusCode())
                .isEqualTo(303);
        assertThat(teacher.get(classes()).body()).contains("groep 7: 14, groep 8: 11");
        assertThat(cohorts()).containsEntry(7, "14 SCHOOL").containsEntry(8, "11 SCHOOL");
        // a cohort leaves group 8 in the same summer, whatever its class
        assertThat(TestSql.list(
                        jdbc,
                        Integer.class,
                        "select c.leaves_in from cohort c join class_part p on p.cohort_id = c.id where c.site_id = ? order by 1",
                        school.siteId()))
                .containsExactly(year.start() + 1, year.start() + 2);
    }

    @Test
    void aCorrectionFromAPageThatWasOpenDoesNotUndoThatOfAColleague() {
        String open = version(group7.id());
        assertThat(teacher.post(form(), "versie", open, "label", "7/8", "groep7", "26", "groep8", "11")
                        .statusCode())
                .isEqualTo(303);
        HttpResponse<String> stale = teacher.post(form(), "versie", open, "label", "7a", "groep7", "25");
        assertThat(stale.statusCode()).isEqualTo(422);
        assertThat(stale.body())
                .contains(
                        "Iemand anders heeft dit intussen veranderd",
                        "De klas is nu: 7/8. ",
                        "value=\"25\"",
                        "value=\"7a\"")
                .contains("name=\"versie\" value=\"" + version(group7.id()) + "\"");
        assertThat(cohorts()).containsEntry(7, "26 SCHOOL").containsEntry(8, "11 SCHOOL");
    }

    @Test
    void invalidInputIsReportedAtItsField_andPreserved() {
        HttpResponse<String> words =
                teacher.post(form(), "versie", version(group7.id()), "label", "Dolfijnen", "groep7", "veel");
        assertThat(words.statusCode()).isEqualTo(422);
        assertThat(words.body()).contains("'veel' is geen aantal", "value=\"veel\"", "value=\"Dolfijnen\"");
        HttpResponse<String> many = teacher.post(form(), "versie", version(group7.id()), "label", "", "groep7", "61");
        assertThat(many.statusCode()).isEqualTo(422);
        assertThat(many.body()).contains("Geef de klas een naam", "van 1 tot en met 60", "value=\"61\"");
        assertThat(teacher.post("/school/klassen/nieuw", "school", "" + school.siteId(), "jaar", "" + year.start())
                        .body())
                .contains("Vul bij minstens één groep in hoeveel leerlingen er zijn");
        TestClass other = bookingsFixture.schoolClass(school, year.start(), 8, 20);
        assertThat(teacher.post(
                                "/school/klassen/" + other.id(),
                                "versie",
                                version(other.id()),
                                "label",
                                label(group7).toUpperCase(Locale.ROOT),
                                "groep8",
                                "20")
                        .body())
                .contains("Er is al een klas");
    }

    @Test
    void aClassIsAddedRemovedAndPutBack() {
        assertThat(teacher.post(
                                "/school/klassen/nieuw",
                                "school",
                                "" + school.siteId(),
                                "jaar",
                                "" + year.start(),
                                "label",
                                "8",
                                "groep8",
                                "22")
                        .statusCode())
                .isEqualTo(303);
        assertThat(cohorts()).containsEntry(8, "22 SCHOOL");
        String after = TestBrowser.location(teacher.post(form() + "/weg"));
        assertThat(teacher.get(after).body()).contains("Klas " + label(group7) + " is weggehaald.");
        assertThat(cohorts()).containsEntry(7, "0 SCHOOL");
        assertThat(teacher.post(form() + "/terug").statusCode()).isEqualTo(303);
        assertThat(cohorts()).containsEntry(7, "26 SCHOOL");
    }

    @Test
    void aClassWhoseNameIsTakenDoesNotComeBackAndTheNoticeIsAWarning() {
        String label = label(group7);
        teacher.post(form() + "/weg");
        teacher.post(
                "/school/klassen/nieuw",
                "school",
                "" + school.siteId(),
                "jaar",
                "" + year.start(),
                "label",
                label,
                "groep7",
                "20");
        teacher.get(classes());
        String after = TestBrowser.location(teacher.post(form() + "/terug"));
        assertThat(teacher.get(after).body())
                .containsPattern("class=\"notice warn\"[^>]*>[\\s\\S]{0,900}De klas kan niet terug")
                .doesNotContain("class=\"notice good\"");
        assertThat(teacher.get(after).body()).doesNotContain("De klas kan niet terug");
    }

    @Test
    void theClassesOfAnotherSchoolAreNotFound() {
        TestBrowser stranger =
                accounts.teacherOf(bookingsFixture.school().siteId()).browser();
        assertThat(stranger.get(form()).statusCode()).isEqualTo(404);
        assertThat(stranger.post(form(), "label", "7", "groep7", "20").statusCode())
                .isEqualTo(404);
        assertThat(stranger.post(form() + "/weg").statusCode()).isEqualTo(404);
        assertThat(stranger.get(classes()).statusCode()).isEqualTo(404);
        assertThat(stranger.get(movingUp()).statusCode()).isEqualTo(404);
        assertThat(stranger.get("/school/klassen/nieuw?jaar=" + year.start() + "&school=" + school.siteId())
                        .statusCode())
                .isEqualTo(404);
        // a school cannot change the counts of past years
        TestClass old = bookingsFixture.schoolClass(school, year.start() - 1, 7, 20);
        assertThat(teacher.post("/school/klassen/" + old.id(), "label", "7", "groep7", "30")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theClassesMoveUpInOneActionWithAPreview_andBack_rules1() {
        String preview = teacher.get(movingUp()).body();
        assertThat(preview)
                .contains("Uit klas " + label(group7), "Leerlingen groep 8", "value=\"26\"", "Naam in " + year.next());
        assertThat(next()).as("a preview changes nothing").isZero();
        String done = TestBrowser.location(moveUp(preview));
        assertThat(next()).isOne();
        assertThat(teacher.get(done).body())
                .contains("De klassen van " + year.next() + " staan klaar.", "overgegaan van vorig schooljaar");
        assertThat(TestSql.integer(
                        jdbc,
                        "select count(distinct cohort_id) from class_part p join school_class k on k.id = p.class_id where k.site_id = ?",
                        school.siteId()))
                .as("the cohort stays the same")
                .isOne();
        assertThat(moveUp(preview).body()).as("sent twice").contains("Deze klassen zijn er al");

        assertThat(back().statusCode()).isEqualTo(303);
        assertThat(next()).isZero();
        assertThat(teacher.get(classes()).body()).contains("De overgang is teruggedraaid.");
        assertThat(teacher.get(movingUp()).body()).contains("Uit klas " + label(group7));
    }

    @Test
    void whenTheNewYearHasBegun_lastYearsClassesMoveUpIntoIt_rules1() {
        School other = bookingsFixture.school();
        TestBrowser its = accounts.teacherOf(other.siteId()).browser();
        String page = "/school/klassen/overgang?school=" + other.siteId();
        assertThat(its.get(page).body()).contains("Overgang naar " + year, "Voeg eerst klassen toe");
        bookingsFixture.schoolClass(other, year.start() - 1, 6, 22);
        assertThat(its.get(page).body())
                .contains("Overgang naar " + year, "Naam in " + year, "net zo groot als in " + year.previous())
                .doesNotContain("volgend schooljaar");
    }

    @Test
    void anOutdatedPreviewIsShownAgain_andBookedClassesDoNotMoveBack() {
        String preview = teacher.get(movingUp()).body();
        teacher.post(form(), "versie", version(group7.id()), "label", "7a", "groep7", "25");
        HttpResponse<String> changed = moveUp(preview);
        assertThat(changed.statusCode()).isEqualTo(409);
        assertThat(changed.body()).contains("De klassen zijn net veranderd", "value=\"25\"");
        assertThat(moveUp(changed.body()).statusCode()).isEqualTo(303);
        jdbc.sql("""
                insert into booking (session_id, kind, state, participants, adults, site_id, class_id, idempotency_key, requested_at)
                select ?, 'CLASS', 'CANCELLED', 20, 2, site_id, id, ?, now() from school_class where site_id = ? and school_year = ?
                """)
                .params(
                        bookingsFixture.session(
                                bookingsFixture.activity(),
                                java.time.Instant.now().plusSeconds(86400),
                                30,
                                1),
                        UUID.randomUUID(),
                        school.siteId(),
                        year.start() + 1)
                .update();
        back();
        assertThat(next()).isOne();
        assertThat(teacher.get(classes()).body()).contains("Dit kan niet meer terug");
    }

    @Test
    void classesAddedSinceMovingUpAreKept() {
        String done = TestBrowser.location(moveUp(teacher.get(movingUp()).body()));
        assertThat(teacher.get(done).body()).contains("name=\"versie\" value=\"" + made + "\"");
        bookingsFixture.schoolClass(school, year.start() + 1, 4, 21);
        back();
        assertThat(next()).isEqualTo(2);
        assertThat(teacher.get(classes()).body()).contains("intussen aangepast");
    }

    @Test
    void aSchoolStartsFromTheCountsOfDuo_alsoInAnotherMunicipality_rules1() {
        School other = bookingsFixture.school();
        TestBrowser its = accounts.teacherOf(other.siteId()).browser();
        String page = "/school/klassen?school=" + other.siteId();
        assertThat(its.get(page).body()).contains("Er zijn nog geen klassen", "Begin met de aantallen van DUO");
        its.post("/school/klassen/begin", "school", "" + other.siteId());
        assertThat(its.get(page).body()).contains("DUO heeft geen aantallen van deze school");
        jdbc.sql("insert into enrolment (site_id, reference_year, pupils) values (?, ?, 280)")
                .params(other.siteId(), year.start())
                .update();
        its.post("/school/klassen/begin", "school", "" + other.siteId());
        // other tests depend on whether a year has been counted
        TestSql.update(jdbc, "delete from enrolment where site_id = ?", other.siteId());
        // 35 pupils per group is more than one class
        assertThat(its.get(page).body()).contains("Schatting", ">7a<", ">7b<", "280");
        its.post("/school/klassen/begin", "school", "" + other.siteId());
        assertThat(its.get(page).body())
                .as("a colleague was first")
                .contains("De klassen van dit schooljaar staan er al")
                .doesNotContain("DUO heeft geen aantallen");
        assertThat(teacher.post("/school/klassen/begin", "school", "" + other.siteId())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theHubAddsASchoolThatNoRegisterLists_rules1() {
        TestBrowser maker = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        jdbc.sql("insert into municipality (code, name) values ('9790', 'Proefstad') on conflict do nothing")
                .update();
        HttpResponse<String> wrong =
                maker.post("/beheer/scholen/nieuw", "naam", "Mbo De Proef", "brin", "mbo", "postcode", "741");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains(
                        "Kies wat voor school het is",
                        "geen BRIN-nummer met vestiging",
                        "Vul een postcode in",
                        "Vul de plaats in",
                        "Kies een gemeente",
                        "value=\"Mbo De Proef\"");
        String page = TestBrowser.location(own(maker, "/beheer/scholen/nieuw", "Mbo De Proef", ""));
        assertThat(maker.get(page).body()).contains("De school is toegevoegd.", "Voeg een klas toe");
        long id = Long.parseLong(page.replaceAll("[^0-9]", ""));
        assertThat(schools.get(id).brin6()).startsWith("99H");
        assertThat(maker.post(
                                "/beheer/klassen/nieuw",
                                "school",
                                "" + id,
                                "jaar",
                                "" + year.start(),
                                "label",
                                "T21",
                                "level",
                                "Techniek niveau 2",
                                "groep1",
                                "18")
                        .statusCode())
                .isEqualTo(303);
        assertThat(TestSql.text(
                        jdbc, "select sector || ' ' || level || ' ' || started_in from cohort where site_id = ?", id))
                .isEqualTo("MBO Techniek niveau 2 " + year.start());

        assertThat(own(
                                maker,
                                "/beheer/scholen/nieuw",
                                "Nog een",
                                schools.get(id).brin6())
                        .body())
                .contains("Er is al een school met nummer");
        String edit = "/beheer/scholen/" + id + "/wijzig";
        String ours = schools.get(id).brin6();
        own(maker, edit, "Mbo De Proef", "");
        assertThat(schools.get(id).brin6())
                .as("without BRIN it keeps the number it got")
                .isEqualTo(ours);
        assertThat(own(maker, edit, "Mbo De Nieuwe Proef", "97QQ00").statusCode())
                .isEqualTo(303);
        assertThat(schools.findByBrin("97qq00").orElseThrow().name()).isEqualTo("Mbo De Nieuwe Proef");
        assertThat(maker.post("/beheer/scholen/" + id + "/einde").statusCode()).isEqualTo(303);
        assertThat(schools.findByBrin("97QQ00")).isEmpty();
        maker.post("/beheer/scholen/" + id + "/einde", "terug", "true");
        assertThat(schools.findByBrin("97QQ00")).isPresent();

        // a school listed by a register cannot be edited
        TestSql.update(jdbc, "update school_site set source_rank = 3 where organisation_id = ?", id);
        assertThat(maker.get("/beheer/scholen/" + id + "/wijzig").statusCode()).isEqualTo(404);
        assertThat(maker.post("/beheer/scholen/" + id + "/einde").statusCode()).isEqualTo(404);
        assertThat(maker.get("/beheer/scholen/" + id).body()).doesNotContain("/wijzig");
    }

    @Test
    void aSchoolOfTheHubThatMovesGetsItsNewPostcodeArea() {
        TestBrowser maker = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        jdbc.sql("insert into municipality (code, name) values ('9790', 'Proefstad') on conflict do nothing")
                .update();
        TestSql.update(jdbc, "insert into postcode_area (pc4, latitude, longitude) values ('9790', 52.5, 6.5)");
        try {
            long id = Long.parseLong(TestBrowser.location(own(maker, "/beheer/scholen/nieuw", "De Verhuizing", ""))
                    .replaceAll("[^0-9]", ""));
            assertThat(place(id)).isEqualTo("52.5 POSTCODE");
            TestSql.update(
                    jdbc, "update organisation set latitude = 52.51, position_from = 'REGISTER' where id = ?", id);
            own(maker, "/beheer/scholen/" + id + "/wijzig", "De Verbouwing", "");
            assertThat(place(id)).as("not moved").isEqualTo("52.51 REGISTER");
            TestSql.update(jdbc, "update organisation set postcode = '9799 AA' where id = ?", id);
            own(maker, "/beheer/scholen/" + id + "/wijzig", "De Verhuizing", "");
            assertThat(place(id)).isEqualTo("52.5 POSTCODE");
        } finally {
            jdbc.sql("delete from postcode_area where pc4 = '9790'").update();
        }
    }

    private String place(long site) {
        return TestSql.text(
                jdbc, "select concat_ws(' ', latitude, position_from) from organisation where id = ?", site);
    }

    private static HttpResponse<String> own(TestBrowser maker, String path, String name, String brin) {
        return maker.post(
                path,
                "naam",
                name,
                "soort",
                "MBO",
                "brin",
                brin,
                "postcode",
                "9790aa",
                "plaats",
                "Proefstad",
                "gemeente",
                "9790");
    }

    /** Submits the preview unchanged. */
    private HttpResponse<String> moveUp(String preview) {
        String[] fields = Pattern.compile("<input [^>]*>")
                .matcher(preview)
                .results()
                .map(input -> new String[] {value(input.group(), "name"), value(input.group(), "value")})
                .filter(field -> field[0].matches("school|van|versie|aantal|[0-9]+\\..+"))
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
        HttpResponse<String> moved = teacher.post("/school/klassen/overgang", fields);
        moved.headers().firstValue("Location").ifPresent(there -> made = there.replaceAll(".*versie=", ""));
        return moved;
    }

    /** Undoes moving up, like the button on the page that follows it. */
    private HttpResponse<String> back() {
        return teacher.post(
                "/school/klassen/overgang/terug",
                "school",
                "" + school.siteId(),
                "van",
                "" + year.start(),
                "versie",
                made);
    }

    private static String value(String input, String attribute) {
        Matcher value = Pattern.compile(" " + attribute + "=\"([^\"]*)\"").matcher(input);
        return value.find() ? value.group(1) : "";
    }

    private int next() {
        return jdbc.sql("select count(*) from school_class where site_id = ? and school_year = ? and ended_at is null")
                .params(school.siteId(), year.start() + 1)
                .query(Integer.class)
                .single();
    }

    private String label(TestClass group) {
        return TestSql.text(jdbc, "select label from school_class where id = ?", group.id());
    }

    /** Returns the size of this year's cohorts of the school and its source, by group. */
    private Map<Integer, String> cohorts() {
        Map<Integer, String> sizes = new TreeMap<>();
        jdbc.sql("""
                select z.grade, coalesce(z.own_pupils || ' SCHOOL', z.pupils || ' ' || z.source) from cohort_size z join cohort c on c.id = z.cohort_id
                where c.site_id = ? and z.school_year = ?
                """).params(school.siteId(), year.start()).query(row -> {
            sizes.put(row.getInt(1), row.getString(2));
        });
        return sizes;
    }
}
