package nl.tec.programme;

import nl.tec.programme.internal.BoardQueries;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads the planning board. */
@Service
public class Boards {

    private final BoardQueries queries;
    private final DaysOff daysOff;

    Boards(BoardQueries queries, DaysOff daysOff) {
        this.queries = queries;
        this.daysOff = daysOff;
    }

    /** @param venueId restricts the board to this venue and its rooms; null: all */
    public Board read(Days days, Board.By by, @Nullable Long venueId) {
        return new Board(days, by, queries.lanes(days, by, venueId), daysOff.in(days));
    }
}
