package io.linkmic.backend.broadcast;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** The table of broadcasts; {@link #save} fails when somebody else saved first. */
interface BroadcastRows extends Repository<Broadcast, String> {

  Broadcast save(Broadcast broadcast);

  Optional<Broadcast> findById(String id);

  @Query("select * from broadcast where id = :id for update")
  Optional<Broadcast> lockById(String id);

  @Query("select * from broadcast where room_id = :roomId for update")
  Optional<Broadcast> lockByRoomId(String roomId);

  List<Broadcast> findByRoomIdIn(Collection<String> roomIds);

  Optional<Broadcast> findByOwnerAndRequestKey(String owner, String requestKey);
}
