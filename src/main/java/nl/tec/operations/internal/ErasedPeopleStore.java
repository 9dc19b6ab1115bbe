package nl.tec.operations.internal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.tec.accounts.PersonalRecords.RecordId;
import nl.tec.hub.Rows;
import nl.tec.operations.ErasedPerson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes {@code erased_person}. */
@Component
public class ErasedPeopleStore {

    private static final String SELECT =
            "select id, erased_at, account_id, email_hash, holding, record_id from erased_person ";

    private final JdbcClient jdbc;

    ErasedPeopleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void add(Instant at, @Nullable Long accountId, byte @Nullable [] emailHash, @Nullable RecordId record) {
        jdbc.sql("""
                insert into erased_person (erased_at, account_id, email_hash, holding, record_id) values (?, ?, ?, ?, ?)
                """)
                .param(Rows.timestamp(at))
                .param(accountId)
                .param(emailHash)
                .param(record == null ? null : record.holding())
                .param(record == null ? null : record.id())
                .update();
    }

    public List<ErasedPerson> all() {
        return jdbc.sql(SELECT + "order by erased_at, id")
                .query(Rows.of(ErasedPerson.class))
                .list();
    }

    /** Lists who has to be erased again, in the order in which they were erased. */
    public List<ErasedPerson> toRepeat() {
        return jdbc.sql(SELECT + "where repeat order by erased_at, id")
                .query(Rows.of(ErasedPerson.class))
                .list();
    }

    public int countToRepeat() {
        return jdbc.sql("select count(*) from erased_person where repeat")
                .query(Integer.class)
                .single();
    }

    /** Takes on the repetition of an erasure. @return false if another node did */
    public boolean takeOn(UUID id) {
        return jdbc.sql("update erased_person set repeat = false where id = ? and repeat")
                        .param(id)
                        .update()
                > 0;
    }

    public void remove(UUID id) {
        jdbc.sql("delete from erased_person where id = ?").param(id).update();
    }

    /** Removes who was erased before a moment. @return how many */
    public int removeBefore(Instant moment) {
        return jdbc.sql("delete from erased_person where erased_at < ? and not repeat")
                .param(Rows.timestamp(moment))
                .update();
    }
}
