import MailModel
import Planning

/// The way of a message to one address as JSON.
struct RouteDocument: Encodable {
  struct Part: Encodable {
    /// `delivered`, `deferred`, `unknown`, `elsewhere`, `answered` or `lost`.
    var answer: String
    var receivers: [ReceiverDocument]
    var hops: [Hop]

    init(_ route: Route) {
      answer = route.answer.rawValue
      receivers = route.receivers.map(ReceiverDocument.init)
      hops = route.hops.map(Hop.init)
    }
  }

  struct Hop: Encodable {
    /// 0 for the address that was asked for; a hop leads to those behind it that are deeper.
    var depth: Int
    var address: String
    /// `asked`, `alias`, `member`, `forward` or `assistant`.
    var reason: String
    /// The alias, the group, or the account that sends it on.
    var of: String?
    /// Of a forward: whether a copy is kept.
    var keep: Bool?
    /// Of an assistant: whether the account itself gets none.
    var only: Bool?
    var end: String
    /// `answers`, `answers-and-discards`, or why it is silent; nil without an autoresponder.
    var autoresponder: String?

    init(_ hop: Route.Hop) {
      depth = hop.depth
      address = hop.address.text
      switch hop.reason {
      case .asked: reason = "asked"
      case .alias(let alias):
        reason = "alias"
        of = alias.text
      case .member(let group):
        reason = "member"
        of = group
      case .forward(let owner, let keepsCopy):
        reason = "forward"
        of = owner.text
        keep = keepsCopy
      case .assistant(let owner, let isOnly):
        reason = "assistant"
        of = owner.text
        only = isOnly
      }
      end = hop.end.rawValue
      autoresponder =
        switch hop.reply {
        case nil: nil
        case .answers?: "answers"
        case .answersAndDiscards?: "answers-and-discards"
        case .isSilent(let silence)?: "silent-\(silence.rawValue)"
        }
    }
  }

  var version = 1
  var address: String
  var from: OrNull<String>
  var now: Part
  var after: OrNull<Part>

  enum CodingKeys: String, CodingKey {
    case version = "rollbook_route"
    case address
    case from
    case now
    case after
  }
}
