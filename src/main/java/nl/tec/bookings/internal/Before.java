package nl.tec.bookings.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.tec.hub.Texts;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;

/** The time and place of a session before it moved; part of the payload of the mail about it. */
record Before(Instant start, Instant end, Bilingual venue) {

    /** Returns a line for each difference: the day, the time, the venue. */
    List<String> changes(TimeSlot now, Bilingual placeNow, Texts texts, Locale language) {
        List<String> changes = new ArrayList<>();
        add(changes, "day", day(start, language), day(now.start(), language), texts, language);
        add(
                changes,
                "time",
                Dates.hours(start, end, language),
                Dates.hours(now.start(), now.end(), language),
                texts,
                language);
        add(changes, "place", venue.in(language), placeNow.in(language), texts, language);
        return changes;
    }

    private static void add(List<String> changes, String what, String was, String is, Texts texts, Locale language) {
        if (!was.equals(is)) {
            changes.add(texts.text(language, "mail.moved." + what, was, is));
        }
    }

    private static String day(Instant moment, Locale language) {
        return Dates.longDay(Dates.dayOf(moment), language);
    }
}
