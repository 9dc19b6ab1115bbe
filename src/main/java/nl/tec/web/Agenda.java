package nl.tec.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import nl.tec.accounts.Actor;
import nl.tec.shared.TimeSlot;

/** A source of agenda entries for the start page of a signed-in user. A bean per kind, like {@link TaskSource}. */
public interface Agenda {

    /**
     * @param href the page with the details
     * @param notes remarks, with missing things first
     */
    record Entry(Instant start, Instant end, String title, String where, String href, List<Note> notes) {
        public Entry {
            notes = List.copyOf(notes);
        }
    }

    /** @param tone the tone of the template fragment {@code state} */
    record Note(String tone, String text) {}

    /** Returns the entries that begin in the period, in any order; empty for users it does not apply to. */
    List<Entry> of(Actor actor, TimeSlot between, Locale language);
}
