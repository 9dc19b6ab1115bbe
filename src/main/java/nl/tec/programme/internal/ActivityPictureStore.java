package nl.tec.programme.internal;

import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import nl.tec.programme.ActivityPicture;
import nl.tec.programme.ActivityPictures.Upload;
import nl.tec.shared.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes pictures of activities. */
@Component
public class ActivityPictureStore {

    /** The batch size, which keeps transactions short. */
    private static final int BATCH = 100;

    /** The number of characters of the hash in a URL. */
    private static final int HASH_LENGTH = 32;

    /** One scaled version of a picture. */
    public record Scaled(int width, int height, byte[] content) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    ActivityPictureStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public List<ActivityPicture> of(long activityId) {
        Map<Long, List<ActivityPicture.File>> files = jdbc.sql("""
                select f.picture_id, f.width, f.height, f.hash from activity_picture_file f join activity_picture p on p.id = f.picture_id
                 where p.activity_id = ?
                """)
                .param(activityId)
                .query(Rows.listsById("picture_id", Rows.of(ActivityPicture.File.class)));
        return files.isEmpty()
                ? List.of()
                : jdbc.sql("""
                        select p.id, s.starts_at, p.alt_nl, p.alt_en, p.permission_from, p.permission_on, u.name
                          from activity_picture p
                          left join session s on s.id = p.session_id
                          left join accounts_account_v u on u.id = p.declared_by
                         where p.activity_id = ? order by p.id desc
                        """)
                        .param(activityId)
                        .query((row, n) -> new ActivityPicture(
                                row.getLong("id"),
                                Rows.instantOrNull(row, "starts_at"),
                                Rows.bilingual(row, "alt"),
                                row.getString("permission_from"),
                                row.getObject("permission_on", LocalDate.class),
                                Rows.text(row, "name"),
                                files.getOrDefault(row.getLong("id"), List.of())))
                        .list();
    }

    /** Finds the content of one version, if its activity is public. */
    public Optional<byte[]> find(String hash) {
        return jdbc.sql("""
                select f.content from activity_picture_file f join activity_picture p on p.id = f.picture_id
                  join activity a on a.id = p.activity_id
                 where f.hash = ? and a.state = 'PUBLISHED' limit 1
                """).param(hash).query(byte[].class).optional();
    }

    /** Locks the pictures of this activity until the transaction ends. */
    public void lock(long activityId) {
        jdbc.sql("select 1 from activity where id = ? for no key update")
                .param(activityId)
                .query(Integer.class)
                .optional();
    }

    public int count(long activityId) {
        return jdbc.sql("select count(*) from activity_picture where activity_id = ?")
                .param(activityId)
                .query(Integer.class)
                .single();
    }

    public boolean isSession(long sessionId, long activityId) {
        return jdbc.sql("select exists (select from session where id = ? and activity_id = ?)")
                .params(sessionId, activityId)
                .query(Boolean.class)
                .single();
    }

    public long add(long activityId, Upload upload, List<Scaled> scaled, Actor by) {
        long id = jdbc.sql("""
                insert into activity_picture (activity_id, session_id, alt_nl, alt_en, permission_from, permission_on, declared_at, declared_by)
                values (:activity, :session, :altNl, :altEn, :from, :on, :now, :by) returning id
                """)
                .param("activity", activityId)
                .param("session", upload.sessionId(), Types.BIGINT)
                .param("altNl", upload.alt().dutch())
                .param("altEn", upload.alt().english())
                .param("from", upload.permissionFrom())
                .param("on", upload.permissionOn())
                .param("now", Rows.now(clock))
                .param("by", by.accountId())
                .query(Long.class)
                .single();
        for (Scaled one : scaled) {
            jdbc.sql(
                            "insert into activity_picture_file (picture_id, width, height, hash, content) values (?, ?, ?, ?, ?)")
                    .params(
                            id,
                            one.width(),
                            one.height(),
                            Sha256.hex(one.content()).substring(0, HASH_LENGTH),
                            one.content())
                    .update();
        }
        return id;
    }

    /** @return false if there is no such picture */
    public boolean remove(long activityId, long pictureId) {
        return jdbc.sql("delete from activity_picture where activity_id = ? and id = ?")
                        .params(activityId, pictureId)
                        .update()
                == 1;
    }

    /** Deletes a batch of pictures uploaded before this moment. @return how many; 0: there are none left */
    int removeBefore(Instant moment) {
        return jdbc.sql("""
                delete from activity_picture where id in (select id from activity_picture where declared_at < :before order by id limit :batch)
                """)
                .param("before", Rows.timestamp(moment))
                .param("batch", BATCH)
                .update();
    }
}
