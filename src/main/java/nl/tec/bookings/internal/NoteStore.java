package nl.tec.bookings.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.bookings.BookingNotes.Note;
import nl.tec.documents.StoredFile;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes notes and their files, kept in the database so that one backup covers them and the bookings. */
@Component
public class NoteStore {

    private final JdbcClient jdbc;
    private final Clock clock;

    NoteStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public List<Note> list(long bookingId) {
        return jdbc.sql("""
                select n.id, coalesce(n.body, '') as text, n.file_name as file, coalesce(length(n.content), 0) as bytes, n.at, u.name as by
                  from booking_note n join accounts_account_v u on u.id = n.account_id
                 where n.booking_id = ? order by n.id desc
                """).param(bookingId).query(Rows.of(Note.class)).list();
    }

    public int count(long bookingId) {
        return jdbc.sql("select count(*) from booking_note where booking_id = ?")
                .param(bookingId)
                .query(Integer.class)
                .single();
    }

    /** @return its id */
    public long add(long bookingId, String body, @Nullable StoredFile file, Actor by) {
        return jdbc.sql("""
                insert into booking_note (booking_id, body, file_name, media, content, account_id, at)
                values (:booking, nullif(:body, ''), :name, :media, :content::bytea, :account, :now) returning id
                """)
                .param("booking", bookingId)
                .param("body", body)
                .param("name", file == null ? null : file.name())
                .param("media", file == null ? null : file.media())
                .param("content", file == null ? null : file.bytes())
                .param("account", by.accountId())
                .param("now", Rows.now(clock))
                .query(Long.class)
                .single();
    }

    /** @param texts by booking */
    public void addAll(Map<Long, String> texts, Actor by) {
        jdbc.sql("""
                insert into booking_note (booking_id, body, account_id, at)
                select t.booking, t.body, :account, :now from unnest(:bookings::bigint[], :texts::text[]) t (booking, body)
                """)
                .param("bookings", Rows.array(texts.keySet()))
                .param("texts", Rows.array(texts.values()))
                .param("account", by.accountId())
                .param("now", Rows.now(clock))
                .update();
    }

    public Optional<StoredFile> file(long bookingId, long noteId) {
        return jdbc.sql(
                        "select file_name as name, media, content as bytes from booking_note where id = ? and booking_id = ? and content is not null")
                .params(noteId, bookingId)
                .query(Rows.of(StoredFile.class))
                .optional();
    }

    /** @return false if there is none */
    public boolean remove(long bookingId, long noteId) {
        return jdbc.sql("delete from booking_note where id = ? and booking_id = ?")
                        .params(noteId, bookingId)
                        .update()
                == 1;
    }

    /** Deletes the notes of sessions that ended before this moment. @return how many */
    int removeBefore(Instant moment) {
        return jdbc.sql("""
                delete from booking_note n using booking b join programme_session_v s on s.id = b.session_id
                where b.id = n.booking_id and s.ends_at < ?
                """).param(Rows.timestamp(moment)).update();
    }
}
