package nl.tec.programme.web;

import java.util.List;
import nl.tec.programme.Programme.Card;
import nl.tec.programme.Session;
import nl.tec.venues.Venue;
import org.jspecify.annotations.Nullable;

/**
 * The contents of the page of the programme.
 *
 * @param cards the activities; empty if dates are listed
 * @param sessions the dates; empty if activities are listed
 * @param total the number of activities on all pages; -1 if dates are listed
 * @param meant the corrected words
 * @param corrected whether the results are for other words than typed, or only some of them
 * @param chosen the active filters, each with the URL without it
 * @param activities the URL of the list of activities; {@code dates}: that of dates
 * @param feed the URL of the calendar feed with the same filters
 * @param csv the URL of the results as CSV; {@code xlsx}: as a spreadsheet
 */
public record ProgrammePage(
        Filters filters,
        List<Venue> venues,
        List<Card> cards,
        List<Session> sessions,
        int total,
        @Nullable String meant,
        boolean corrected,
        @Nullable String previous,
        @Nullable String next,
        List<Chosen> chosen,
        String activities,
        String dates,
        String feed,
        String csv,
        String xlsx) {

    /** An active filter. */
    public record Chosen(String text, String without) {}

    public boolean isEmpty() {
        return cards.isEmpty() && sessions.isEmpty();
    }
}
