package nl.tec.neighbours.internal;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Fuzz target: reads an answer of a neighbour as each kind of page. */
public final class NeighbourAnswers {

    private static final String ORIGIN = "https://buur.example";
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    private interface Page {
        Object of(JsonNode answer) throws Unreadable;
    }

    private static final Page[] PAGES = {
        answer -> FeedPage.read(answer, ORIGIN, ORIGIN + "/openactive/sessies", NOW),
        answer -> ItemList.read(answer, ORIGIN),
        FigureList::read
    };

    private NeighbourAnswers() {}

    public static void read(byte[] bytes) {
        for (Page page : PAGES) {
            try {
                page.of(NeighbourClient.read(bytes));
            } catch (Unreadable refused) {
                // as it says
            }
        }
    }
}
