package nl.tec.bookings;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.bookings.internal.BookingQueries;
import nl.tec.bookings.internal.NoteStore;
import nl.tec.documents.AttachedFile;
import nl.tec.documents.StoredFile;
import nl.tec.documents.UploadedFile;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The programme manager's notes on a class booking, and their files. The school does not see them. They are removed with the other
 * personal data, after the retention period. The caller checks authorisation.
 */
@Service
@Transactional
public class BookingNotes {

    public static final int MAX_TEXT = 2000;
    public static final int MAX_NOTES = 50;

    /** The name of the form field. */
    public static final String TEXT = "notitie";

    /**
     * A note.
     *
     * @param text empty: only a file
     * @param file its name; null: none
     * @param bytes the size of the file
     * @param by the name of the author
     */
    public record Note(long id, String text, @Nullable String file, int bytes, Instant at, String by) {}

    private final BookingQueries bookings;
    private final NoteStore store;
    private final Audit audit;

    BookingNotes(BookingQueries bookings, NoteStore store, Audit audit) {
        this.bookings = bookings;
        this.store = store;
        this.audit = audit;
    }

    /** Returns the notes of a booking, latest first. */
    @Transactional(readOnly = true)
    public List<Note> of(long bookingId) {
        return store.list(bookingId);
    }

    /** @throws NotFound when there is no such booking of a class */
    public Outcome<Long> add(long bookingId, String text, Optional<UploadedFile> file, Actor by) {
        if (bookings.find(bookingId).isEmpty()) {
            throw new NotFound("booking " + bookingId);
        }
        String body = text.strip();
        Problems problems = new Problems()
                .addIf(body.isEmpty() && file.isEmpty(), TEXT, "note.problem.empty")
                .addIfLonger(body, MAX_TEXT, TEXT);
        file.ifPresent(one -> AttachedFile.check(one, problems));
        problems.addIf(store.count(bookingId) >= MAX_NOTES, TEXT, "note.problem.tooMany", MAX_NOTES);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = store.add(
                bookingId,
                body,
                file.map(one -> AttachedFile.stored(one, "bijlage")).orElse(null),
                by);
        audit.add(by, "BOOKING_NOTE_ADDED", "BOOKING", bookingId);
        return Outcome.done(id);
    }

    /** Adds a text to each of these bookings of classes. @param texts by booking; none is longer than {@link #MAX_TEXT} */
    public void addAll(Map<Long, String> texts, Actor by) {
        store.addAll(texts, by);
        texts.keySet().forEach(booking -> audit.add(by, "BOOKING_NOTE_ADDED", "BOOKING", booking));
    }

    /** @throws NotFound when the booking has no such note with a file */
    public StoredFile read(long bookingId, long noteId, Actor by) {
        StoredFile file = store.file(bookingId, noteId).orElseThrow(() -> new NotFound("file of note " + noteId));
        audit.add(by, "BOOKING_FILE_READ", "BOOKING", bookingId);
        return file;
    }

    /** Removes a note; idempotent. */
    public void remove(long bookingId, long noteId, Actor by) {
        if (store.remove(bookingId, noteId)) {
            audit.add(by, "BOOKING_NOTE_REMOVED", "BOOKING", bookingId);
        }
    }
}
