package nl.tec.announcements;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;

/**
 * The sessions and possible addressees of an unsent message.
 *
 * @param sessions the sessions concerned, in chronological order
 * @param addressees everybody who can be addressed, once for each kind that applies
 * @param complete false when there were too many bookings to find everybody
 */
public record Draft(List<About> sessions, List<Addressee> addressees, boolean complete) {

    /** A session as described to an addressee. */
    public record About(long sessionId, TimeSlot time, Bilingual title, Bilingual where) {}

    public Draft {
        sessions = List.copyOf(sessions);
        addressees = List.copyOf(addressees);
    }

    /** Counts the addresses of a kind. */
    public int count(AddresseeKind kind) {
        return (int) addressees.stream().filter(one -> one.kind() == kind).count();
    }

    /** Returns the addressees of the given kinds, each address once. */
    public List<Addressee> chosen(Collection<AddresseeKind> kinds) {
        return Stream.of(AddresseeKind.values())
                .filter(kinds::contains)
                .flatMap(kind -> addressees.stream().filter(one -> one.kind() == kind))
                .collect(Collectors.toMap(Addressee::email, one -> one, (first, second) -> first, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    /** Returns the end of the last session, or {@code otherwise} if no session ends after that. */
    Instant end(Instant otherwise) {
        return sessions.stream()
                .map(session -> session.time().end())
                .filter(otherwise::isBefore)
                .max(Instant::compareTo)
                .orElse(otherwise);
    }
}
