package nl.tec.programme.web;

import java.util.List;
import nl.tec.programme.Programme.Card;
import nl.tec.programme.Session;
import nl.tec.venues.Venue;
import org.jspecify.annotations.Nullable;

/**
 * The contents of the page of the programme.
 *
 * @param cards the activities; empty when the dates are listed
 * @param sessions the dates; empty when the activities are listed
 * @param total how many activities there are on all pages; -1 when the dates are listed
 * @param meant the words that were found instead of what was typed
 * @param corrected whether it is something else than what was asked
 * @param chosen what was chosen, each with the address without it
 * @param activities the address with activities, {@code dates} the one with dates
 * @param feed the address of the calendar feed with the same choices
 * @param csv the address of what is found as a file, {@code xlsx} as a spreadsheet
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

    /** Something that was chosen. */
    public record Chosen(String text, String without) {}

    public boolean isEmpty() {
        return cards.isEmpty() && sessions.isEmpty();
    }
}
