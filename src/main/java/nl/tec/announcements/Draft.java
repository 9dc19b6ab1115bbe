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
 * A message before it is sent.
 *
 * @param sessions that it is about, the first to come first
 * @param addressees everybody who can be addressed, as each kind
 */
public record Draft(List<About> sessions, List<Addressee> addressees) {

    /** A session, as it is told to an addressee. */
    public record About(long sessionId, TimeSlot time, Bilingual title, Bilingual where) {}

    public Draft {
        sessions = List.copyOf(sessions);
        addressees = List.copyOf(addressees);
    }

    /** How many addresses there are of a kind. */
    public int count(AddresseeKind kind) {
        return (int) addressees.stream().filter(one -> one.kind() == kind).count();
    }

    /** Returns the addressees who get a mail when these kinds are chosen: each address once. */
    public List<Addressee> chosen(Collection<AddresseeKind> kinds) {
        return Stream.of(AddresseeKind.values())
                .filter(kinds::contains)
                .flatMap(kind -> addressees.stream().filter(one -> one.kind() == kind))
                .collect(Collectors.toMap(Addressee::email, one -> one, (first, second) -> first, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    /** The end of the last session; {@code otherwise} without any. */
    Instant end(Instant otherwise) {
        return sessions.stream()
                .map(session -> session.time().end())
                .filter(otherwise::isBefore)
                .max(Instant::compareTo)
                .orElse(otherwise);
    }
}
