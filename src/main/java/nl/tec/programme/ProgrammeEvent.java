package nl.tec.programme;

import java.time.LocalDate;
import java.util.List;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * An event of several parts, such as a week of technology: sessions on some days, grouped in tracks.
 *
 * @param slug stable, for URLs
 * @param version counts the changes, for optimistic locking
 */
public record ProgrammeEvent(long id, String slug, boolean published, int version, Details details) {

    public static final int MAX_TRACKS = 6;

    /**
     * The editable details of an event.
     *
     * @param promise one sentence
     * @param intro Markdown
     * @param last the last day; not before the first
     * @param tracks in display order; a track is identified by its number, from 1
     */
    public record Details(
            Bilingual title,
            Bilingual promise,
            Bilingual intro,
            LocalDate first,
            LocalDate last,
            List<Bilingual> tracks) {

        public Details {
            tracks = List.copyOf(tracks);
        }
    }

    /** @param track the number of its track; 0: none */
    public record Part(Session session, int track) {}

    /** The parts of one track on one day. @param title null: parts without a track */
    public record Track(@Nullable Bilingual title, List<Session> sessions) {}

    public Bilingual title() {
        return details.title();
    }

    public boolean oneDay() {
        return details.first().equals(details.last());
    }
}
