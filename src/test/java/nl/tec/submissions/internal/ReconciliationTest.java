package nl.tec.submissions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.hub.Savepoint;
import nl.tec.hub.Texts;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.Catalogue;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Outcome;
import nl.tec.submissions.Moderation;
import nl.tec.submissions.Submission;
import nl.tec.submissions.Submission.State;
import nl.tec.submissions.SubmissionForm;
import nl.tec.submissions.SubmissionsFixture;
import nl.tec.submissions.SubmissionsFixture.Partner;
import nl.tec.submissions.internal.SourceStore.Source;
import nl.tec.submissions.internal.calendar.CalendarReader;
import nl.tec.venues.Venues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Tests the comparison of a source with an earlier reading of it. */
@TecTest
class ReconciliationTest {

    private static final Duration WEEKS = Duration.ofDays(21);
    private static final String UID = "reeks@proef.example";

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Moderation moderation;

    @Autowired
    Reconciliation reconciliation;

    @Autowired
    SourceStore sources;

    @Autowired
    SubmissionStore submissions;

    @Autowired
    Catalogue catalogue;

    @Autowired
    Venues venues;

    @Autowired
    Audit audit;

    @Autowired
    Texts texts;

    @Autowired
    Savepoint savepoint;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    Partner partner;
    SignedIn manager;
    Source source;

    @BeforeEach
    void make() {
        partner = new SubmissionsFixture(jdbc).partner();
        manager = accounts.signedIn(Role.PROGRAMME_MANAGER);
        SignedIn own = accounts.signedIn(Membership.of(Role.PARTNER, partner.id()));
        ActivityDetails defaults = SubmissionForm.defaults(
                new FormData(Map.of(
                        "soort", List.of("EVENT"),
                        "werelden", List.of("HITECH_SCIENCE"),
                        "voor", List.of("CHILD"),
                        "leeftijd-van", List.of("10"),
                        "leeftijd-tot", List.of("14"),
                        "plek", List.of("" + partner.venue()),
                        "neemt", List.of("INDIVIDUALS"),
                        "maximum", List.of("20"))),
                partner.id());
        source = sources.files(partner.id(), defaults, own.actor().accountId());
    }

    /** A series of five weeks, of which the first dates are over by now. */
    private String series(String title, int hours) {
        Instant start = Dates.at(Dates.dayOf(clock.instant()).minusDays(15), LocalTime.of(9, 0));
        return "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:" + UID + "\r\nSUMMARY:" + title + "\r\nDTSTART:" + utc(start)
                + "\r\nDTEND:" + utc(start.plus(Duration.ofHours(hours)))
                + "\r\nRRULE:FREQ=WEEKLY;COUNT=5\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    }

    private static String utc(Instant moment) {
        return DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(moment);
    }

    private String read(String calendar, Clock at) throws CalendarReader.Unreadable {
        Reconciliation then = new Reconciliation(
                submissions, sources, new SubmissionCheck(catalogue, at), venues, audit, texts, at, savepoint);
        CalendarReader.Reading reading = CalendarReader.read(calendar.getBytes(StandardCharsets.UTF_8), at.instant());
        Set<String> known = reading.known();
        return transaction.execute(status -> {
            var report = then.apply(source, reading.items(), key -> !known.contains(key), reading.flaws());
            return report.added() + " added, " + report.changed() + " changed, " + report.gone() + " gone, "
                    + report.same() + " same, " + report.flaws().size() + " flaws";
        });
    }

    private Clock weeksAgo() {
        return Clock.offset(clock, WEEKS.negated());
    }

    private Submission submission() {
        return submissions.get(
                Objects.requireNonNull(sources.known(source.id()).get(UID)).submissionId());
    }

    @Test
    void aDateThatPassesIsNoChange_soWhatWasDecidedStays() throws CalendarReader.Unreadable {
        String calendar = series("Lasreeks", 2);
        assertThat(read(calendar, weeksAgo())).startsWith("1 added");
        Submission sent = submission();
        assertThat(sent.dates()).hasSize(5);
        assertThat(moderation.accept(sent.id(), sent.version(), null, manager.actor()))
                .isInstanceOf(Outcome.Done.class);

        assertThat(read(calendar, clock)).isEqualTo("0 added, 0 changed, 0 gone, 1 same, 0 flaws");
        assertThat(submission().state()).isEqualTo(State.ACCEPTED);
        assertThat(read(calendar, Clock.offset(clock, Duration.ofDays(7)))).contains("0 changed", "1 same");

        assertThat(read(series("Andere reeks", 2), clock)).contains("1 changed");
        Submission changed = submission();
        assertThat(changed.state()).isEqualTo(State.SUBMITTED);
        assertThat(moderation.refuse(changed.id(), changed.version(), "Nee.", manager.actor()))
                .isInstanceOf(Outcome.Done.class);
        assertThat(read(series("Andere reeks", 2), Clock.offset(clock, Duration.ofDays(7))))
                .contains("1 same");
        assertThat(submission().state()).isEqualTo(State.REFUSED);
    }

    @Test
    void aDateThatThePartnerCancelledHere_isNoChangeWhenItPasses() throws CalendarReader.Unreadable {
        String calendar = series("Lasreeks", 2);
        read(calendar, weeksAgo());
        submissions.cancelDates(List.of(submission().dates().get(1).id()), "De lasser is ziek.");
        assertThat(read(calendar, clock)).contains("0 changed", "1 same");
    }

    @Test
    void aChangeThatIsRefusedRestoresNoDates() throws CalendarReader.Unreadable {
        read(series("Lasreeks", 2), clock);
        read("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", clock);
        assertThat(submission().state()).isEqualTo(State.WITHDRAWN);
        assertThat(submission().dates()).isNotEmpty().allMatch(Submission.Date::cancelled);
        assertThat(read(series("Lasreeks", 20), clock)).contains("0 changed", "1 flaws");
        assertThat(submission().dates()).allMatch(Submission.Date::cancelled);
        assertThat(read(series("Lasreeks", 3), clock)).contains("1 changed");
        assertThat(submission().dates()).noneMatch(Submission.Date::cancelled);
    }
}
