package nl.tec.neighbours.web;

import java.time.LocalDate;
import java.util.List;
import nl.tec.programme.OthersProgramme;
import nl.tec.programme.Session;
import org.jspecify.annotations.Nullable;

/**
 * The programme of the region in (the rest of) a week.
 *
 * @param previous address of the previous week; null: it is over
 * @param next address of the next week; null: it is too far ahead
 * @param own sessions of ours; {@code others} are those of the neighbours
 */
public record RegionPage(
        LocalDate first,
        LocalDate last,
        @Nullable String previous,
        @Nullable String next,
        List<Session> own,
        List<OthersProgramme.Item> others) {}
