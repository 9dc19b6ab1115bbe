package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingResult.Done;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.documents.AttachedFile;
import nl.tec.documents.UploadedFile;
import nl.tec.privacy.Retention;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Staff notes and files attached to a booking (rules 8.2). */
@TecTest
class BookingNotesTest {

    @Autowired
    Retention retention;

    @Autowired
    BookingNotes notes;

    @Autowired
    ClassBookings bookings;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    SignedIn maker;
    SignedIn teacher;
    TestBrowser browser;
    long session;
    long booking;
    String page;

    @BeforeEach
    void make() {
        BookingsFixture fixture = new BookingsFixture(jdbc);
        School school = fixture.school();
        Instant start = fixture.schoolDay(40);
        TestClass group =
                fixture.schoolClass(school, SchoolYear.of(Dates.dayOf(start)).start(), 7, 20);
        session = fixture.session(fixture.activity(), start, 30, 1);
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER);
        teacher = accounts.teacherOf(school.siteId());
        browser = maker.browser();
        booking = ((Done) bookings.book(
                        new BookClass(session, group.id(), Map.of(group.partId(), 20), 4, UUID.randomUUID()),
                        teacher.actor()))
                .bookingId();
        page = "/beheer/boekingen/" + booking;
    }

    @Test
    void theStaffSeesIt_andTheSchoolDoesNot() {
        assertThat(browser.post(page + "/notities", "notitie", "Belt nog over de bus")
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.get(page).body())
                .contains("Belt nog over de bus", maker.account().name());
        assertThat(teacher.browser().get("/school/boekingen/" + booking).body())
                .doesNotContain("Belt nog over de bus", "Notities");
        assertThat(teacher.browser().get(page + "/notities").statusCode()).isEqualTo(403);
        long note = notes.of(booking).get(0).id();
        assertThat(browser.post(page + "/notities/" + note + "/weg").statusCode())
                .isEqualTo(303);
        assertThat(notes.of(booking)).isEmpty();
        assertThat(browser.post(page + "/notities/" + note + "/weg").statusCode())
                .as("what a colleague removed already")
                .isEqualTo(303);
    }

    @Test
    void emptyIsRefused_andTooLong_withNothingLost() {
        HttpResponse<String> empty = browser.post(page + "/notities", "notitie", " ");
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(empty.body()).contains("Schrijf een notitie of kies een bijlage.");
        HttpResponse<String> tooLong = browser.post(page + "/notities", "notitie", "a".repeat(2001));
        assertThat(tooLong.statusCode()).isEqualTo(422);
        assertThat(tooLong.body()).contains("a".repeat(2001), "hoogstens 2.000 tekens");
        assertThat(notes.of(booking)).isEmpty();
        assertThat(browser.post("/beheer/boekingen/999999999/notities", "notitie", "x")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aFileIsKeptUnderASafeName_andIsOnlyOfItsOwnBooking() throws IOException {
        byte[] document = office("word/document.xml", "<w:document/>");
        Outcome<Long> added = notes.add(
                booking, "", Optional.of(new UploadedFile("C:\\map\\../Brief <school>.exe", document)), maker.actor());
        long note = ((Outcome.Done<Long>) added).value();
        assertThat(notes.of(booking))
                .singleElement()
                .satisfies(one -> assertThat(one.file()).isEqualTo("Brief school.docx"));
        HttpResponse<String> file = browser.get(page + "/notities/" + note + "/bijlage");
        assertThat(file.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
        assertThat(file.headers().firstValue("Content-Type").orElse(""))
                .isEqualTo("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        assertThat(browser.get("/beheer/boekingen/" + (booking + 1) + "/notities/" + note + "/bijlage")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theContentDecidesWhatAFileIs() throws IOException {
        assertThat(wrong(office("xl/workbook.xml", "<workbook/>"))).isFalse();
        assertThat(wrong(office("ppt/presentation.xml", "<p/>"))).isFalse();
        assertThat(wrong(office("mimetype", "application/vnd.oasis.opendocument.text")))
                .isFalse();
        assertThat(wrong(office("mimetype", "application/x-other"))).isTrue();
        assertThat(wrong(office("readme.txt", "a zip file"))).isTrue();
        assertThat(wrong(office("word/document.xml", "<w/>", "word/vbaProject.bin", "macro")))
                .isTrue();
        assertThat(wrong("MZ not what it says".getBytes(StandardCharsets.US_ASCII)))
                .isTrue();
        assertThat(wrong("<html><script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII)))
                .isTrue();
        assertThat(wrong("%PDF-1.7 broken".getBytes(StandardCharsets.US_ASCII))).isTrue();
        assertThat(wrong(new byte[0])).isTrue();
        assertThat(wrong(new byte[5_000_001])).isTrue();
    }

    @Test
    void afterTheRetentionPeriodItIsGone() {
        notes.add(booking, "Belt nog", Optional.empty(), maker.actor());
        retention.erase("visit-contacts", Instant.now());
        assertThat(notes.of(booking)).hasSize(1);
        jdbc.sql(
                        "update session set starts_at = now() - interval '401 days', ends_at = now() - interval '400 days' where id = ?")
                .param(session)
                .update();
        retention.erase("visit-contacts", Instant.now());
        assertThat(notes.of(booking)).isEmpty();
    }

    private static boolean wrong(byte[] content) {
        return AttachedFile.check(new UploadedFile("bestand.docx", content), new Problems())
                .any();
    }

    /** @param entries the name and content of each entry */
    private static byte[] office(String... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry(entries[i]));
                zip.write(entries[i + 1].getBytes(StandardCharsets.US_ASCII));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
