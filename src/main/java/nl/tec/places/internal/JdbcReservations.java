package nl.tec.places.internal;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.tec.places.Reservations;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reservations on the exclusion constraint {@code reservation_conflict}. {@code on conflict do nothing} waits for whoever is
 * reserving the same thing at this instant and then says no, without breaking the transaction.
 */
@Service
class JdbcReservations implements Reservations {

    /** A bus with seats for so many that is there on the day. */
    private static final String BUS = "bus_fits(r, tstzrange(:from, :to), :key)";

    private final JdbcClient jdbc;
    private final TransactionTemplate savepoint;

    JdbcReservations(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome reserve(Subject subject, long subjectId, Wanted wanted) {
        // back to the savepoint when something is in the way: what the subject had before stays
        return Objects.requireNonNull(savepoint.execute(status -> {
            Asker asker = new Asker(subject, subjectId, wanted, had(subject, subjectId));
            List<List<Obstacle>> inTheWay = new ArrayList<>();
            // in one order for everybody, so that two who want the same things never wait for each other
            for (long resource :
                    wanted.resourceIds().stream().sorted().distinct().toList()) {
                take("r.id = :key", resource, asker).ifPresent(inTheWay::add);
            }
            for (String equipment :
                    wanted.equipment().stream().sorted().distinct().toList()) {
                take("r.equipment_key = :key", equipment, asker).ifPresent(inTheWay::add);
            }
            if (wanted.people() > 0) {
                take(BUS, wanted.people(), asker).ifPresent(inTheWay::add);
            }
            if (inTheWay.isEmpty()) {
                return new Reserved();
            }
            status.setRollbackOnly();
            return new InTheWay(inTheWay.stream().flatMap(List::stream).toList());
        }));
    }

    /** Who asks, and what they had until now and have given up. */
    private record Asker(Subject subject, long subjectId, Wanted wanted, List<Long> had) {

        TimeSlot during() {
            return wanted.during();
        }
    }

    private List<Long> had(Subject subject, long subjectId) {
        return jdbc.sql("delete from reservation where subject = ? and subject_id = ? returning resource_id")
                .params(subject.name(), subjectId)
                .query(Long.class)
                .list();
    }

    @Override
    public void release(Subject subject, Collection<Long> subjectIds) {
        if (!subjectIds.isEmpty()) {
            jdbc.sql("delete from reservation where subject = :subject and subject_id in (:ids)")
                    .param("subject", subject.name())
                    .param("ids", subjectIds)
                    .update();
        }
    }

    /**
     * Takes one of these resources that is free: the one they had, or the smallest. When none is, what is in the way; empty: it
     * is taken.
     */
    private Optional<List<Obstacle>> take(String which, Object key, Asker asker) {
        TimeSlot during = asker.during();
        while (true) {
            // share: who changes or ends it waits until it is reserved, and the other way round
            int taken = jdbc.sql("""
                    insert into reservation (resource_id, during, subject, subject_id, people)
                    select r.id, tstzrange(:from, :to), :subject, :subjectId, case when r.kind = 'BUS' then :people::int end
                    from resource r
                    where %s and (r.ended_on is null or r.kind = 'BUS')
                      and not exists (select 1 from reservation b where b.resource_id = r.id and b.during && tstzrange(:from, :to))
                    order by r.id = any(:had::bigint[]) desc, r.capacity, r.id limit 1
                    for share of r
                    on conflict do nothing
                    """.formatted(which))
                    .param("key", key)
                    .param("from", Timestamp.from(during.start()))
                    .param("to", Timestamp.from(during.end()))
                    .param("subject", asker.subject().name())
                    .param("subjectId", asker.subjectId())
                    .param("people", asker.wanted().people())
                    .param("had", asker.had().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}")))
                    .update();
            if (taken > 0) {
                return Optional.empty();
            }
            List<Candidate> candidates = candidates(which, key, during);
            if (candidates.isEmpty() && !which.equals(BUS)) {
                throw new IllegalArgumentException("nothing to reserve with key " + key);
            }
            if (candidates.stream().allMatch(c -> c.obstacle() != null)) {
                return Optional.of(candidates.stream()
                        .map(Candidate::obstacle)
                        .filter(Objects::nonNull)
                        .toList());
            }
            // somebody was quicker, or gave it up just now: look again
        }
    }

    /** A resource that was asked for, with what it is taken by; null: it is free. */
    private record Candidate(@Nullable Obstacle obstacle) {}

    private List<Candidate> candidates(String which, Object key, TimeSlot during) {
        return jdbc.sql("""
                select r.name, r.name_en, r.kind, r.kind <> 'BUS' and r.ended_on is not null as ended,
                       lower(b.during) as starts, upper(b.during) as ends, b.subject, b.subject_id
                from resource r
                left join reservation b on b.resource_id = r.id and b.during && tstzrange(:from, :to)
                where %s
                order by lower(b.during)
                """.formatted(which))
                .param("key", key)
                .param("from", Timestamp.from(during.start()))
                .param("to", Timestamp.from(during.end()))
                .query((row, n) -> {
                    Bilingual name = new Bilingual(row.getString("name"), row.getString("name_en"));
                    ResourceKind kind = ResourceKind.valueOf(row.getString("kind"));
                    String subject = row.getString("subject");
                    if (subject != null) {
                        TimeSlot taken = new TimeSlot(
                                row.getTimestamp("starts").toInstant(),
                                row.getTimestamp("ends").toInstant());
                        return new Candidate(
                                new Obstacle(name, kind, taken, Subject.valueOf(subject), row.getLong("subject_id")));
                    }
                    return row.getBoolean("ended")
                            ? new Candidate(new Obstacle(name, kind, during, Subject.BLOCKED, 0))
                            : new Candidate(null);
                })
                .list();
    }
}
