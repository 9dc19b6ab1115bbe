package nl.tec.bookings.web;

import gg.jte.Content;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.bookings.SessionPart;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Collects what other modules contribute to the pages of a session. */
@Component
class SessionParts {

    private final List<SessionPart> parts;

    SessionParts(ObjectProvider<SessionPart> parts) {
        this.parts = parts.orderedStream().toList();
    }

    Map<Long, List<Content>> in(SessionPart.Slot slot, Collection<Long> sessionIds) {
        Map<Long, List<Content>> all = new HashMap<>();
        parts.forEach(part -> part.parts(slot, sessionIds)
                .forEach((session, fragment) ->
                        all.computeIfAbsent(session, id -> new ArrayList<>()).add(fragment)));
        return all;
    }
}
