package nl.tec.neighbours.web;

import java.time.LocalDate;
import java.util.List;
import nl.tec.programme.OthersProgramme;
import nl.tec.programme.Session;
import org.jspecify.annotations.Nullable;

/**
 * The programme of the region in (the rest of) a week.
 *
 * @param previous address of the week before it; null: that has been
 * @param next address of the week after it
 * @param own ours, and {@code others} that of the neighbours
 */
public record RegionPage(
        LocalDate first,
        LocalDate last,
        @Nullable String previous,
        @Nullable String next,
        List<Session> own,
        List<OthersProgramme.Item> others) {}
