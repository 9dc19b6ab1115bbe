package nl.tec.submissions.internal.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nl.tec.shared.PlainText;
import nl.tec.submissions.SourceItem;
import nl.tec.submissions.SourceReport.Flaw;
import nl.tec.submissions.internal.calendar.CalendarReader.Reading;
import nl.tec.submissions.internal.calendar.CalendarReader.Unreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading an untrusted calendar. */
class CalendarReaderTest {

    /** A Monday. */
    private static final Instant NOW = Instant.parse("2027-03-01T08:00:00Z");

    private static Reading read(String... lines) throws Unreadable {
        return CalendarReader.read(calendar(lines).getBytes(StandardCharsets.UTF_8), NOW);
    }

    private static String calendar(String... lines) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + String.join("\r\n", lines) + "\r\nEND:VCALENDAR\r\n";
    }

    private static String event(String... lines) {
        return "BEGIN:VEVENT\r\nUID:een\r\nSUMMARY:Lasdag\r\n" + String.join("\r\n", lines) + "\r\nEND:VEVENT";
    }

    private static List<Instant> starts(Reading reading) {
        return reading.items().get(0).dates().stream()
                .map(date -> date.slot().start())
                .toList();
    }

    @Test
    void anEventWithATimeHere_aDurationAndAnAlarm() throws Unreadable {
        Reading reading = read(event(
                "DTSTART;TZID=\"Europe/Amsterdam\":20270330T130000",
                "DURATION:PT1H30M",
                "DESCRIPTION:Met vonken\\, en\\nmet ",
                " schorten.",
                "LOCATION:De Loods",
                "BEGIN:VALARM",
                "DESCRIPTION:Denk eraan",
                "END:VALARM"));
        SourceItem item = reading.items().get(0);
        assertThat(item.title()).isEqualTo("Lasdag");
        assertThat(item.description()).isEqualTo("Met vonken, en\nmet schorten.");
        assertThat(item.place()).isEqualTo("De Loods");
        assertThat(item.dates().get(0).slot().start()).isEqualTo(Instant.parse("2027-03-30T11:00:00Z"));
        assertThat(item.dates().get(0).slot().duration()).isEqualTo(Duration.ofMinutes(90));
        assertThat(reading.flaws()).isEmpty();
    }

    @Test
    void weeklyEventsKeepTheirLocalTime_withoutExceptionsAndWithMovedOnes() throws Unreadable {
        Reading reading = read(
                event(
                        "DTSTART;TZID=Europe/Amsterdam:20270303T150000",
                        "DTEND;TZID=Europe/Amsterdam:20270303T160000",
                        "RRULE:FREQ=WEEKLY;COUNT=6",
                        "EXDATE;TZID=Europe/Amsterdam:20270310T150000"),
                event(
                        "RECURRENCE-ID;TZID=Europe/Amsterdam:20270317T150000",
                        "DTSTART;TZID=Europe/Amsterdam:20270318T190000",
                        "DTEND;TZID=Europe/Amsterdam:20270318T200000"),
                event(
                        "RECURRENCE-ID;TZID=Europe/Amsterdam:20270324T150000",
                        "STATUS:CANCELLED",
                        "DTSTART;TZID=Europe/Amsterdam:20270324T150000",
                        "DTEND;TZID=Europe/Amsterdam:20270324T160000"));
        assertThat(starts(reading))
                .containsExactly(
                        Instant.parse("2027-03-03T14:00:00Z"),
                        Instant.parse("2027-03-18T18:00:00Z"),
                        Instant.parse("2027-03-31T13:00:00Z"),
                        Instant.parse("2027-04-07T13:00:00Z"));
    }

    @Test
    void anEndlessRepetitionIsCutShort_andSaysSo() throws Unreadable {
        Reading reading = read(event("DTSTART:20200101T120000Z", "DTEND:20200101T130000Z", "RRULE:FREQ=DAILY"));
        assertThat(starts(reading)).hasSize(CalendarReader.MAX_DATES);
        assertThat(starts(reading).get(0)).isAfter(NOW);
        assertThat(reading.flaws()).containsExactly(new Flaw("Lasdag", "submissions.flaw.manyDates", "60"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=SECONDLY",
                "FREQ=MINUTELY;INTERVAL=1",
                "FREQ=HOURLY;COUNT=100000",
                "FREQ=DAILY;BYHOUR=1,2,3,4,5,6",
                "FREQ=DAILY;BYSECOND=1,2,3"
            })
    void eventsRecurringWithinADayAreLeftOut(String rule) throws Unreadable {
        Reading reading = read(event("DTSTART:20270401T120000Z", "DTEND:20270401T130000Z", "RRULE:" + rule));
        assertThat(reading.items()).isEmpty();
        assertThat(reading.flaws()).containsExactly(new Flaw("Lasdag", "submissions.flaw.tooOften"));
    }

    @Test
    void unreadableEventsAreLeftOutWithAReason_andTheRestIsRead() throws Unreadable {
        Reading reading = read(
                event("DTSTART:20270401T120000Z", "DTEND:20270401T130000Z"),
                event("DTSTART;VALUE=DATE:20270401", "DTEND;VALUE=DATE:20270402")
                        .replace("UID:een", "UID:heledag"),
                event("DTSTART:morgen", "DTEND:20270401T130000Z").replace("UID:een", "UID:fout"),
                event("DTSTART:20270401T120000Z", "DTEND:20270401T110000Z").replace("UID:een", "UID:terug"),
                event("DTSTART:20271399T120000Z", "DTEND:20270401T130000Z").replace("UID:een", "UID:maand13"),
                event("DTSTART:20270401T120000Z", "DTEND:20270401T130000Z", "RRULE:FREQ=SOMS")
                        .replace("UID:een", "UID:regel"),
                event("DTSTART:20270401T120000Z", "DTEND:20270401T130000Z").replace("UID:een", "X-UID:geen"),
                event("DTSTART:19500401T120000Z", "DTEND:19500401T130000Z", "RRULE:FREQ=DAILY")
                        .replace("UID:een", "UID:oud"));
        assertThat(reading.items()).hasSize(1);
        assertThat(reading.flaws())
                .extracting(Flaw::key)
                .containsExactlyInAnyOrder(
                        "submissions.flaw.wholeDay",
                        "submissions.flaw.noStart",
                        "submissions.flaw.noEnd",
                        "submissions.flaw.noStart",
                        "submissions.flaw.unreadable",
                        "submissions.flaw.noUid",
                        "submissions.flaw.old");
    }

    @Test
    void ofHtmlOnlyTheWordsAreKept() {
        assertThat(PlainText.of(
                        "<p>Kom <b>lassen</b> &amp; slijpen<br/>Zie <a href=\"javascript:alert(1)\">hier</a></p>"))
                .isEqualTo("Kom lassen & slijpen\nZie hier");
        assertThat(PlainText.of("a<script>alert(1)</script>b<style>p{}</style>c<!-- d -->e<iframe src=x>f</iframe>"))
                .isEqualTo("a b c e");
        assertThat(PlainText.of("&lt;script&gt;alert(1)&lt;/script&gt; klaar")).isEqualTo("klaar");
        assertThat(PlainText.of("2 < 3 en 5 > 4")).isEqualTo("2 < 3 en 5 > 4");
        assertThat(PlainText.of("nul\u0000teken\u202e om")).isEqualTo("nulteken om");
        assertThat(PlainText.of("<script>zonder eind")).isEmpty();
        assertThat(PlainText.line("één\ntwee drie vier", 11)).isEqualTo("één twee…");
    }

    @Test
    void theEncodingIsFound() throws Unreadable {
        String text = calendar(event("DTSTART:20270401T120000Z", "DTEND:20270401T130000Z", "DESCRIPTION:Café één"));
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("windows-1252"))) {
            assertThat(CalendarReader.read(text.getBytes(charset), NOW)
                            .items()
                            .get(0)
                            .description())
                    .as(charset.name())
                    .isEqualTo("Café één");
        }
        byte[] utf16 = ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE);
        assertThat(CalendarReader.read(utf16, NOW).items().get(0).description()).isEqualTo("Café één");
    }

    /** A calendar in use for years: what is over does not count, but is not gone either. */
    @Test
    void aThousandPastEventsAreOnlyKnown() throws Unreadable {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < CalendarReader.MAX_EVENTS + 200; i++) {
            events.append(event("DTSTART:20260401T120000Z", "DTEND:20260401T130000Z")
                            .replace("UID:een", "UID:oud" + i))
                    .append("\r\n");
        }
        events.append(event("DTSTART;VALUE=DATE:20250101").replace("UID:een", "UID:dicht"))
                .append("\r\n");
        Reading reading = read(events + event("DTSTART:20270401T120000Z", "DTEND:20270401T130000Z"));
        assertThat(reading.items()).extracting(SourceItem::key).containsExactly("een");
        assertThat(reading.known()).hasSize(CalendarReader.MAX_EVENTS + 202).contains("oud7", "dicht", "een");
        assertThat(reading.flaws()).isEmpty();
    }

    @Test
    void anOccurrenceThatMovedFromADateToComeToThePast_isNotHeldOnThatDate() throws Unreadable {
        Reading reading = read(
                event(
                        "DTSTART;TZID=Europe/Amsterdam:20270224T150000",
                        "DTEND;TZID=Europe/Amsterdam:20270224T160000",
                        "RRULE:FREQ=WEEKLY;COUNT=3"),
                event(
                        "RECURRENCE-ID;TZID=Europe/Amsterdam:20270303T150000",
                        "DTSTART;TZID=Europe/Amsterdam:20270226T150000",
                        "DTEND;TZID=Europe/Amsterdam:20270226T160000"));
        assertThat(starts(reading)).containsExactly(Instant.parse("2027-03-10T14:00:00Z"));
    }

    @Test
    void otherFilesAreRefused() {
        for (byte[] content : List.of(
                "<html><body>Log in</body></html>".getBytes(StandardCharsets.UTF_8),
                new byte[0],
                new byte[] {0, 1, 2, 3, (byte) 0xff},
                "zomaar wat tekst".getBytes(StandardCharsets.UTF_8))) {
            assertThatThrownBy(() -> CalendarReader.read(content, NOW))
                    .isInstanceOf(Unreadable.class)
                    .hasMessage("submissions.unreadable.noCalendar");
        }
        assertThatThrownBy(() -> CalendarReader.read(new byte[CalendarReader.MAX_BYTES + 1], NOW))
                .hasMessage("submissions.unreadable.large");
        String many = event("DTSTART:20270401T120000Z").repeat(1) + "\r\n";
        assertThatThrownBy(() -> read(many.repeat(CalendarReader.MAX_EVENTS + 1)))
                .hasMessage("submissions.unreadable.many");
    }
}
