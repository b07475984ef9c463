import MailModel

/// Gives the password of an account, or the initial one of a new account, that a plan sets.
package typealias SecretSource = (_ change: Change, _ isInitial: Bool) -> Secret?

extension PlanDocument {
  /// True when carrying the plan out takes a secret that only its manifest has.
  package var setsSecrets: Bool {
    changes.contains { change in
      change.initialPassword == ValueDocument.mask
        || change.fields?.contains { $0.digest != nil } == true
    }
  }

  /// The plan that was saved, with its secrets.
  ///
  /// - Throws: `notAPlan` for what no plan can hold, `secretMissing` where `secret` does not give
  ///   the one that the plan was made with.
  package func decided(secret: SecretSource) throws(PlanDocumentError) -> SavedPlan {
    var plan = SavedPlan(changes: [], policy: try policy.policy())
    for document in changes {
      let change = try document.change(secret: secret)
      guard change.action == .add || change.precondition != nil else {
        throw .withoutPrecondition(change.name)
      }
      plan.changes.append(change)
    }
    guard plan.namesEachSubjectOnce else { throw .notAPlan }
    plan.manifestDigest = manifest.digest
    plan.sources = manifest.files.map {
      Manifest.Source(path: $0.path, digest: $0.digest, entries: $0.entries)
    }
    plan.declaredGroups = groups
    plan.manifestFindings = try findings.map { document throws(PlanDocumentError) in
      try document.finding()
    }
    guard undoes != nil || Guards.areAnswered(in: plan.manifestFindings) else { throw .notAPlan }
    for name in heldRemovals { plan.heldRemovals.append(try ValueDocument.name(name)) }
    plan.appliedState = try appliedState.appliedState()
    plan.lockout = try lockout?.change()
    plan.undoes = undoes
    return plan
  }

  /// What its manifest approved when the plan was made.
  package func givenApprovals() throws(PlanDocumentError) -> [Approval] {
    var result: [Approval] = []
    for document in approvals ?? [] { result.append(try document.approval()) }
    return result
  }

  /// What was given with `--allow` when the plan was made.
  package var givenAllowances: [Allowance] { allowances.compactMap { Allowance($0) } }
}

extension ChangeDocument {
  fileprivate func change(secret: SecretSource) throws(PlanDocumentError) -> Change {
    var change = try change()
    for (index, field) in (fields ?? []).enumerated() {
      guard let digest = field.digest else { continue }
      guard let value = secret(change, false), value.digest.sameBytes(as: digest) else {
        throw .secretMissing(name)
      }
      change.fields[index].after = .secret(value)
    }
    if case .hash? = change.extra?.initialPassword {
      guard let value = secret(change, true) else { throw .secretMissing(name) }
      change.extra?.initialPassword = .hash(value)
    }
    return change
  }
}

extension FindingDocument {
  fileprivate func finding() throws(PlanDocumentError) -> Finding {
    guard let verdict = Finding.Verdict(rawValue: verdict) else { throw .notAPlan }
    var finding = Finding(
      `guard`, verdict, subject: subject, subjects: subjects ?? [], measured: measured,
      limit: limit, base: base, message: message, allow: allow)
    finding.unit = unit
    finding.approval = try approval?.approval()
    return finding
  }
}

extension AppliedStateDocument {
  fileprivate func appliedState() throws(PlanDocumentError) -> AppliedState {
    guard let hold = TimeSpan(hold) else { throw .notAPlan }
    var result = AppliedState(
      lastApplied: LastApplied(
        protected: protected.map { NamePattern($0) }, hold: hold, policy: policy, domain: domain,
        lockout: try lockout.lockout()))
    for (account, source) in accountSources {
      result.accountSources.updateValue(source, forKey: try ValueDocument.name(account))
    }
    result.groupSources = groupSources
    return result
  }
}
