extension Plan { package func usedAllowances(_ given: [Allowance]) -> [Allowance] { given } }
