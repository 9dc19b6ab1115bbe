package nl.tec.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import nl.tec.accounts.Actor;
import nl.tec.shared.TimeSlot;

/** The agenda of somebody for a stretch of time, on the start page of their work. A bean per kind, as {@link TaskSource}. */
public interface Agenda {

    /**
     * @param href where more about it stands
     * @param notes what to know of it, what is missing first
     */
    record Entry(Instant start, Instant end, String title, String where, String href, List<Note> notes) {
        public Entry {
            notes = List.copyOf(notes);
        }
    }

    /** @param tone of the piece {@code state} */
    record Note(String tone, String text) {}

    /** Returns what begins in it, in any order; empty for whom it is nothing. */
    List<Entry> of(Actor actor, TimeSlot between, Locale language);
}
