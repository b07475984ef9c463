import Foundation
import Planning
import Testing

@Suite struct PlanSchemaTests {
  private static var schema: [String: Any] {
    let url = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().appendingPathComponent("../../../schemas/plan.schema.json")
    let data = (try? Data(contentsOf: url)) ?? Data()
    return (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:]
  }

  private func json(_ plan: Plan) throws -> [String: Any] {
    let document = PlanDocument(
      plan: plan, created: "2026-11-22T18:00:00Z", storeURL: "sqlite:rollbook.db",
      approvals: plan.usedApprovals)
    return try #require(
      try JSONSerialization.jsonObject(with: Data(document.text().utf8)) as? [String: Any])
  }

  @Test func `every key that is written is in the schema and the other way round`() throws {
    let written = Self.paths(of: try json(SamplePlan.everything), "")
    let described = Self.paths(described: Self.schema, "")
    #expect(written.subtracting(described).sorted() == [])
    #expect(described.subtracting(written).sorted() == [])
  }

  @Test(arguments: [SamplePlan.everything, SamplePlan.empty])
  func `every key that the schema requires is written`(_ plan: Plan) throws {
    #expect(Self.missing(in: try json(plan), by: Self.schema, "") == [])
  }

  @Test func `every key of the schema is described and no other is allowed`() {
    #expect(!Self.schema.isEmpty)
    #expect(Self.undescribed(Self.schema, "").sorted() == [])
  }

  /// Keys as paths, those of objects in arrays under the array's own path.
  private static func paths(of value: Any, _ path: String) -> Set<String> {
    if let array = value as? [Any] {
      return array.reduce(into: []) { $0.formUnion(paths(of: $1, path)) }
    }
    // Objects whose keys are names have no keys of their own.
    guard let object = value as? [String: Any], !path.hasSuffix("Sources"),
      !path.hasSuffix("/reaches"), !path.hasSuffix("/renamed")
    else {
      return []
    }
    return object.reduce(into: []) { result, entry in
      let inner = "\(path)/\(entry.key)"
      result.insert(inner)
      result.formUnion(paths(of: entry.value, inner))
    }
  }

  private static func resolve(_ schema: [String: Any]) -> [String: Any] {
    guard let name = (schema["$ref"] as? String)?.split(separator: "/").last,
      let definitions = Self.schema["$defs"] as? [String: [String: Any]]
    else { return schema }
    return definitions[String(name)] ?? [:]
  }

  private static func paths(described schema: [String: Any], _ path: String) -> Set<String> {
    let schema = resolve(schema)
    var result: Set<String> = []
    for (key, inner) in schema["properties"] as? [String: [String: Any]] ?? [:] {
      result.insert("\(path)/\(key)")
      result.formUnion(paths(described: inner, "\(path)/\(key)"))
    }
    if let items = schema["items"] as? [String: Any] {
      result.formUnion(paths(described: items, path))
    }
    for choice in schema["oneOf"] as? [[String: Any]] ?? [] {
      result.formUnion(paths(described: choice, path))
    }
    return result
  }

  private static func missing(
    in value: Any, by schema: [String: Any], _ path: String
  ) -> [String] {
    let schema = resolve(schema)
    if let array = value as? [Any], let items = schema["items"] as? [String: Any] {
      return array.flatMap { missing(in: $0, by: items, path) }
    }
    guard let object = value as? [String: Any],
      let properties = schema["properties"] as? [String: [String: Any]]
    else { return [] }
    let absent = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }
    return absent.map { "\(path)/\($0)" }
      + object.flatMap { missing(in: $0.value, by: properties[$0.key] ?? [:], "\(path)/\($0.key)") }
  }

  private static func undescribed(_ schema: [String: Any], _ path: String) -> [String] {
    var result: [String] = []
    if let properties = schema["properties"] as? [String: [String: Any]] {
      if schema["additionalProperties"] as? Bool != false { result.append("\(path) is open") }
      for (key, inner) in properties {
        if inner["description"] == nil, inner["$ref"] == nil { result.append("\(path)/\(key)") }
        result += undescribed(inner, "\(path)/\(key)")
      }
    }
    if let items = schema["items"] as? [String: Any] { result += undescribed(items, path) }
    for (name, inner) in schema["$defs"] as? [String: [String: Any]] ?? [:] {
      if inner["description"] == nil { result.append("$defs/\(name)") }
      result += undescribed(inner, "$defs/\(name)")
    }
    return result
  }
}
