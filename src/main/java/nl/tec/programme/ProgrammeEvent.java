package nl.tec.programme;

import java.time.LocalDate;
import java.util.List;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * A programme of several parts under one name, such as a week of technology: sessions of some days, grouped in tracks.
 *
 * @param slug stable, for addresses
 * @param version counts the changes: an editor says which version was on the screen
 */
public record ProgrammeEvent(long id, String slug, boolean published, int version, Details details) {

    public static final int MAX_TRACKS = 6;

    /**
     * The details of an event, as a programme manager fills them in.
     *
     * @param promise one sentence
     * @param intro Markdown
     * @param last the last day; the first one or later
     * @param tracks in the order in which they are shown; a track is referred to by its number, from 1
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

    /** @param track number of its track; 0: none */
    public record Part(Session session, int track) {}

    /** The parts of one track on one day. @param title null: these are in no track */
    public record Track(@Nullable Bilingual title, List<Session> sessions) {}

    public Bilingual title() {
        return details.title();
    }

    public boolean oneDay() {
        return details.first().equals(details.last());
    }
}
